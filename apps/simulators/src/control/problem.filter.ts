import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply } from 'fastify';

/** Every refusal of the control plane is a problem document (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('simulators');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    const status = statusOf(error);
    if (!(error instanceof HttpException) && status >= 500)
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : 'unknown error');
    const errors = messagesOf(error);
    const body = { type: 'about:blank', title: errors[0] ?? 'Request refused', status, errors };
    void reply.status(status).type('application/problem+json; charset=utf-8').send(body);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

function messagesOf(error: unknown): string[] {
  if (!(error instanceof HttpException)) return [];
  const response = error.getResponse();
  const message: unknown = typeof response === 'string' ? response : (response as { message?: unknown }).message;
  return Array.isArray(message) ? message.map(String) : [String(message)];
}

import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { currentContext } from '../context/request-context.js';
import type { Log } from '../logging/log.js';
import { problemDocument, problemHeaders } from './problem-document.js';
import { problemOf } from './problem-of.js';

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    const { correlationId } = currentContext();
    const where = { method: request.method, route: request.routeOptions?.url ?? '(none)', status: problem.status };
    if (problem.status >= 500) this.log.error('http.failed', { ...where, code: problem.code, error });
    else this.log.debug('http.refused', { ...where, code: problem.code });
    if (reply.sent) return;
    void reply
      .status(problem.status)
      .headers(problemHeaders(problem))
      .send(JSON.stringify(problemDocument(problem, correlationId)));
  }
}

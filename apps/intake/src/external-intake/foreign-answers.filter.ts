import { Log, type Problem, problemOf } from '@motcua/service-kit';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** How many faults of a form fit into one sentence. */
const TOLD = 5;

/** What went wrong, in one text: names of fields, never their values. */
function sentence({ detail, extras }: Problem): string {
  const faults = (extras.errors ?? []).map((fault) => `${fault.pointer?.split('/').at(-1) ?? ''}: ${fault.detail}`);
  return faults.length === 0 ? detail : `${detail} ${faults.slice(0, TOLD).join(' ')}`;
}

/** Answers about who may call, and about outages, keep their HTTP status; all else is 200 and told in the body. */
function statusOf({ status }: Problem): number {
  return status === 401 || status === 403 || status >= 500 ? status : 200;
}

abstract class ForeignAnswers implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  protected abstract bodyOf(problem: Problem, text: string): object;

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = problemOf(error);
    if (problem.code === 'internal') this.log.error('intake.external-failed', { error });
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (problem.extras.retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(problem.extras.retryAfterSeconds));
    void reply.status(statusOf(problem)).send(this.bodyOf(problem, sentence(problem)));
  }
}

/** VNeID: `01` refused, `03` send again. */
@Catch()
@Injectable()
export class VneidAnswers extends ForeignAnswers {
  constructor(log: Log) {
    super(log);
  }

  protected override bodyOf({ status }: Problem, text: string): object {
    if (status >= 500) return { statusCode: '03', data: null, errorDetail: 'Yêu cầu bị gián đoạn. Vui lòng thử lại.' };
    return { statusCode: '01', data: null, errorDetail: text };
  }
}

/** The National Public Service Portal: `-1` error. */
@Catch()
@Injectable()
export class PortalAnswers extends ForeignAnswers {
  constructor(log: Log) {
    super(log);
  }

  protected override bodyOf(_problem: Problem, text: string): object {
    return { error_code: -1, message: text };
  }
}

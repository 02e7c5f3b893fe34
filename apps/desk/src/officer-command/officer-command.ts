import { ApiProblems, type Role, Roles } from '@motcua/service-kit';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpCode,
  Injectable,
  type NestInterceptor,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { CommandAnswer } from './command-answer.js';

/** Where an officer's commands stand. */
export const DOSSIERS = 'api/desk/v1/dossiers';

export interface OfficerCommandOptions {
  readonly roles: readonly Role[];
  readonly summary: string;
  /** Codes of the refusals, by status; `dossier.unknown`, the foreign unit and the reused key stand at every command. */
  readonly refusals?: Readonly<Record<number, readonly string[]>>;
}

/**
 * An officer's command: `POST <DOSSIERS>/:dossierId/<path>` with an Idempotency-Key. 200 with the dossier's new version and
 * status, or 202 when the lists need a moment longer to show it.
 */
export function OfficerCommand(
  path: string,
  { roles, summary, refusals = {} }: OfficerCommandOptions,
): MethodDecorator {
  const problems = {
    ...refusals,
    403: ['auth.role-missing', 'dossier.other-unit-decides'],
    404: ['dossier.unknown', ...(refusals[404] ?? [])],
    409: ['idempotency.key-reused', ...(refusals[409] ?? [])],
    412: ['dossier.changed'],
  };
  return applyDecorators(
    Post(`:dossierId/${path}`),
    HttpCode(200),
    Roles(...roles),
    UseInterceptors(AcceptedUntilShown),
    ApiOperation({ summary }),
    ApiParam({ name: 'dossierId', schema: { type: 'string', format: 'uuid' } }),
    ApiHeader({ name: 'Idempotency-Key', required: true }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'version of the dossier that the officer saw, quoted; absent = as it stands',
      schema: { type: 'string', example: '"7"' },
    }),
    ApiOkResponse({ type: CommandAnswer }),
    ApiAcceptedResponse({ type: CommandAnswer, description: 'done; the lists show it in a moment' }),
    ApiProblems(problems),
  );
}

@Injectable()
class AcceptedUntilShown implements NestInterceptor<CommandAnswer, CommandAnswer> {
  intercept(context: ExecutionContext, next: CallHandler<CommandAnswer>): Observable<CommandAnswer> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(tap(({ shown }) => void (shown || reply.status(202))));
  }
}

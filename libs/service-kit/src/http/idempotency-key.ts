import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import type { Actor } from '../auth/actor.js';
import { MOTCUA_NAMESPACE, uuidv5 } from '../ids/uuid.js';
import { Problem } from './problem.js';

/** @throws {Problem} 400 `idempotency.key-missing` / `idempotency.key-invalid`: 1..128 visible ASCII characters are demanded */
export function idempotencyKeyOf(header: string | readonly string[] | undefined): string {
  if (header === undefined || header === '') {
    throw refused('idempotency.key-missing', 'Yêu cầu phải có tiêu đề Idempotency-Key.');
  }
  if (typeof header === 'string' && /^[\x21-\x7e]{1,128}$/.test(header)) return header;
  throw refused('idempotency.key-invalid', 'Idempotency-Key phải gồm 1 đến 128 ký tự ASCII nhìn thấy được.');
}

function refused(code: string, detail: string): Problem {
  return new Problem(400, code, detail, { errors: [{ parameter: 'header.idempotency-key', code, detail }] });
}

/** The request's `Idempotency-Key`, which every command demands. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  idempotencyKeyOf(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);

/**
 * The command id of an HTTP request. Keys of different accounts and routes never meet.
 *
 * @param route stable name of the route with its ids, e.g. `desk.accept|<dossierId>`
 */
export function commandIdOf(actor: Actor, route: string, key: string): string {
  return uuidv5(MOTCUA_NAMESPACE, `${actor.subject}|${route}|${key}`);
}

import { type Actor, commandIdOf, idempotencyKeyOf, uuidv5 } from '@motcua/service-kit';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { expectedVersionOf } from './expected-version.js';

/** Who asks what of which dossier, and under which name for ever. */
export class Asking {
  constructor(
    readonly dossierId: string,
    readonly actor: Actor,
    readonly commandId: string,
    /** Version of the dossier that the officer saw (`If-Match`); undefined = as it stands. */
    readonly expected?: number,
  ) {}

  /** The id of what this very request makes; a repeat finds the same. */
  newId(kind: 'payment' | 'opinion' | 'attachment' | `attachment-${number}`): string {
    return uuidv5(this.commandId, kind);
  }
}

type Authenticated = FastifyRequest & { readonly actor: Actor };

/** The asking of an officer's command; demands an `Idempotency-Key`. */
export const Asked = createParamDecorator((_data: unknown, context: ExecutionContext): Asking => {
  const { actor, headers, params, routeOptions } = context.switchToHttp().getRequest<Authenticated>();
  const path = params as Readonly<Record<string, string>>;
  const route = `${routeOptions.url}|${JSON.stringify(path)}`;
  const commandId = commandIdOf(actor, route, idempotencyKeyOf(headers['idempotency-key']));
  return new Asking(path['dossierId'] ?? '', actor, commandId, expectedVersionOf(headers['if-match']));
});

import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A server of somebody else's making under our address: it reads its bodies and writes its answers itself. */
export interface Guest {
  /** e.g. `/oidc`; with everything below. */
  readonly path: string;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export async function addGuest(instance: FastifyInstance, { path, answer }: Guest): Promise<void> {
  await instance.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all(`${path}/*`, async (request, reply) => {
      reply.hijack();
      await answer(request.raw, reply.raw).catch(() => reply.raw.destroy());
    });
  });
}

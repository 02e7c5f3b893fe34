import { createServer, type Server } from 'node:http';
import type { DemoIssuer } from '@motcua/service-kit';
import { providerDoor, providerPath, tokenDesk } from '@motcua/standalone/parts';

export const keysPath = '/jwks';

/**
 * Serves the public key of the demo's tokens to the apps, tokens to people at this machine, and, to whom the door leads here, the
 * provider that people sign in at.
 *
 * @param url the one address that people use @throws when the port is taken
 */
export async function serveIssuer(issuer: DemoIssuer, port: number, url: string): Promise<{ close(): Promise<void> }> {
  const tokens = tokenDesk(issuer);
  const provider = providerDoor(url, issuer);
  const server = createServer((request, response) => {
    if (request.url?.startsWith(`${providerPath}/`) === true) {
      provider(request, response).catch(() => response.destroy());
      return;
    }
    if (request.url === keysPath && request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(issuer.auth.keys));
      return;
    }
    tokens(request, response).then(
      (answered) => answered || response.writeHead(404).end(),
      () => response.destroy(),
    );
  });
  await listening(server, port);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  return promise;
}

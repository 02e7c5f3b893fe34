import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Health } from './health.js';
import type { Metrics } from './metrics.js';

export interface ManagementAddress {
  /** Default 127.0.0.1: it is for operators and the orchestrator, not for the network. */
  readonly host?: string;
  /** 0 = any free one. */
  readonly port?: number;
  /** Answers what only this installation has; true when it did. */
  readonly more?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

/** The second listener: `/health/live`, `/health/ready`, `/metrics`. It needs no token and shows nothing but names and numbers. */
export class ManagementServer {
  private readonly server: Server;
  private more: NonNullable<ManagementAddress['more']> = () => Promise.resolve(false);

  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {
    this.server = createServer((request, response) => {
      void this.answer(request, response).catch(() => response.destroy());
    });
    this.server.keepAliveTimeout = 1_000;
  }

  /** @returns its address, e.g. `http://127.0.0.1:9090` @throws when the port is taken */
  async listen(address: ManagementAddress = {}): Promise<string> {
    const host = address.host ?? '127.0.0.1';
    this.more = address.more ?? this.more;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.server.once('error', reject);
    this.server.listen(address.port ?? 0, host, resolve);
    await promise;
    this.server.off('error', reject);
    return `http://${host.includes(':') ? `[${host}]` : host}:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.server.close(() => resolve());
    this.server.closeAllConnections();
    await promise;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await this.more(request, response)) return;
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'text/plain', '');
    switch (new URL(request.url ?? '/', 'http://localhost').pathname) {
      case '/health/live':
        return send(response, 200, 'application/json', JSON.stringify({ live: true }));
      case '/health/ready': {
        const report = await this.health.report();
        return send(response, report.ready ? 200 : 503, 'application/json', JSON.stringify(report));
      }
      case '/metrics':
        return send(response, 200, this.metrics.registry.contentType, await this.metrics.registry.metrics());
      default:
        return send(response, 404, 'text/plain', '');
    }
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

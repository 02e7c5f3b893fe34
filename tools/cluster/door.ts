import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** One instance of an app behind the door. */
export interface Upstream {
  readonly app: string;
  readonly port: number;
  /** As an orchestrator asks it. */
  readonly isReady: () => Promise<boolean>;
}

export interface DoorOptions {
  readonly port: number;
  readonly upstreams: readonly Upstream[];
  /** The app that answers a path; undefined when there is none. */
  readonly appOf: (path: string) => string | undefined;
  /** How often readiness is asked for; the door must hear of a draining instance before it closes. Default 1 s. */
  readonly lookEveryMs?: number;
  /** How long a request waits for an instance to come back. Default 20 s. */
  readonly patienceMs?: number;
}

interface Seen extends Upstream {
  mayGetWork: boolean;
}

type Attempt = 'answered' | 'refused';

/**
 * One address for all apps. A request goes to an instance that is ready, one after the other; while none is, it waits. It is tried
 * again only when the connection was refused, that is, before a byte of it was sent: all else is for the caller to decide.
 */
export class Door {
  private readonly upstreams: readonly Seen[];
  private readonly server: Server;
  private readonly options: DoorOptions;
  private readonly stopping = new AbortController();
  private looking: Promise<void> | undefined;
  private turn = 0;

  constructor(options: DoorOptions) {
    this.options = options;
    this.upstreams = options.upstreams.map((one) => ({ ...one, mayGetWork: false }));
    this.server = createServer((request, response) => {
      this.lead(request, response).catch(() => response.destroy());
    });
  }

  /** @throws when the port is taken */
  async open(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.server.once('error', reject);
    this.server.listen(this.options.port, '127.0.0.1', resolve);
    await promise;
    this.looking = this.look();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.looking;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.server.close(() => resolve());
    this.server.closeAllConnections();
    await promise;
  }

  private async look(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await Promise.all(this.upstreams.map(async (one) => (one.mayGetWork = await one.isReady())));
      await pause(this.options.lookEveryMs ?? 1_000, undefined, { signal }).catch(() => undefined);
    }
  }

  private async lead(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const app = this.options.appOf(request.url ?? '/');
    if (app === undefined) return problem(response, 404, 'door.nobody', 'Không có địa chỉ này');
    const until = performance.now() + (this.options.patienceMs ?? 20_000);
    while (performance.now() < until && !response.destroyed) {
      const upstream = this.next(app);
      if (upstream !== undefined) {
        if ((await attempt(upstream.port, request, response)) === 'answered') return;
        upstream.mayGetWork = false;
      }
      await pause(25);
    }
    problem(response, 503, 'door.nobody-ready', 'Dịch vụ tạm thời chưa sẵn sàng, xin thử lại');
  }

  private next(app: string): Seen | undefined {
    const able = this.upstreams.filter((one) => one.app === app && one.mayGetWork);
    this.turn += 1;
    return able[this.turn % Math.max(1, able.length)];
  }
}

/** Every request has a connection of its own: one that was kept could be closed on the other side while a request is on its way. */
function attempt(port: number, request: IncomingMessage, response: ServerResponse): Promise<Attempt> {
  const { promise, resolve } = Promise.withResolvers<Attempt>();
  const { method, url: path, headers } = request;
  const onward = httpRequest({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { ...headers, 'x-forwarded-for': clientsOf(request), connection: 'close' },
    agent: false,
  });
  let isConnected = false;
  onward.once('socket', (socket) =>
    socket.once('connect', () => {
      isConnected = true;
      request.pipe(onward);
    }),
  );
  onward.once('response', (answer) => {
    const { connection: _hop, 'keep-alive': _other, ...kept } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, kept);
    answer.pipe(response);
    answer.once('error', () => response.destroy());
  });
  onward.once('error', () => {
    if (!isConnected) return resolve('refused');
    request.unpipe(onward);
    if (response.headersSent) response.destroy();
    else problem(response, 503, 'door.cut-off', 'Kết nối bị ngắt giữa chừng, xin thử lại');
  });
  onward.on('error', () => undefined); // a second report of the same end
  response.once('close', () => {
    onward.destroy();
    resolve('answered');
  });
  return promise;
}

/** Who asks, to the right of whatever he says himself. */
function clientsOf({ headers, socket }: IncomingMessage): string {
  const said = headers['x-forwarded-for'];
  return [said, socket.remoteAddress].flat().filter(Boolean).join(', ');
}

function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  if (response.headersSent || response.destroyed) return;
  const retry = status === 503 ? { retryable: true } : {};
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    ...(status === 503 ? { 'retry-after': '1' } : {}),
  });
  response.end(JSON.stringify({ type: `/problems/${code}`, title: code, status, code, detail, ...retry }));
}

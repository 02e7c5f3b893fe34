import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What becomes of bytes: both ways open, answers lost, or everything lost. */
export type Way = 'open' | 'answers lost' | 'cut';

/**
 * A network between a process and its database that can be cut without either side being told: connections stay open and bytes
 * get lost, new connections are taken and lead nowhere. Lost bytes never come again, so a mended network resets what was cut.
 */
export class TcpProxy {
  private way: Way = 'open';
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly server: Server;
  private readonly target: URL;

  private constructor(server: Server, target: URL) {
    this.server = server;
    this.target = target;
    server.on('connection', (near) => this.accept(near));
  }

  static async before(url: string): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, new URL(url));
  }

  /** The target's URL, through this proxy. */
  get url(): string {
    const url = new URL(this.target);
    [url.hostname, url.port] = ['127.0.0.1', String((this.server.address() as AddressInfo).port)];
    return url.href;
  }

  lose(way: Exclude<Way, 'open'>): void {
    this.way = way;
  }

  mend(): void {
    this.way = 'open';
    for (const pair of this.pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.mend();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private accept(near: Socket): void {
    const far = connect(Number(this.target.port || 5432), this.target.hostname);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    near.on('data', (bytes) => this.way !== 'cut' && far.write(bytes));
    far.on('data', (bytes) => this.way === 'open' && near.write(bytes));
    for (const [socket, other] of [pair, [far, near] as const]) {
      socket.on('error', () => undefined); // told by `close`
      socket.on('close', () => {
        this.pairs.delete(pair);
        if (this.way === 'open') other.destroy();
      });
    }
  }
}

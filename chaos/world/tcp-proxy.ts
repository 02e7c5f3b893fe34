import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What becomes of bytes: both ways open, answers lost, or everything lost. */
export type Way = 'open' | 'answers lost' | 'cut';

type Pair = readonly [near: Socket, far: Socket];

/**
 * A network between a process and its database that can be cut without either side being told: connections stay open and bytes
 * get lost, new connections are taken and lead nowhere. Lost bytes never come again, so what was cut never works again: a mended
 * network resets it, or has forgotten it, as a firewall does that was started anew, and stays silent on it for ever.
 */
export class TcpProxy {
  private way: Way = 'open';
  private readonly pairs = new Set<Pair>();
  private readonly forgotten = new Set<Pair>();
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

  /** @param old what becomes of the connections that were cut */
  mend(old: 'reset' | 'forgotten'): void {
    this.way = 'open';
    for (const pair of this.pairs) {
      if (old === 'forgotten') this.forgotten.add(pair);
      else for (const socket of pair) socket.resetAndDestroy();
    }
    this.pairs.clear();
  }

  async close(): Promise<void> {
    this.mend('reset');
    for (const pair of this.forgotten) for (const socket of pair) socket.resetAndDestroy();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private accept(near: Socket): void {
    const far = connect(Number(this.target.port || 5432), this.target.hostname);
    const pair: Pair = [near, far];
    this.pairs.add(pair);
    near.on('data', (bytes) => this.passes(pair, 'there') && far.write(bytes));
    far.on('data', (bytes) => this.passes(pair, 'back') && near.write(bytes));
    for (const [socket, other, direction] of [[near, far, 'there'] as const, [far, near, 'back'] as const]) {
      socket.on('error', () => undefined); // told by `close`
      socket.on('close', () => {
        // that one side has hung up gets lost like everything else
        if (!this.passes(pair, direction)) return;
        this.pairs.delete(pair);
        other.destroy();
      });
    }
  }

  private passes(pair: Pair, direction: 'there' | 'back'): boolean {
    if (!this.pairs.has(pair)) return false;
    return this.way === 'open' || (direction === 'there' && this.way === 'answers lost');
  }
}

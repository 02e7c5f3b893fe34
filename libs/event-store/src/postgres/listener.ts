import pg from 'pg';
import type { StoreSettings } from './options.js';

const AGAIN_MS = 500;

/** LISTEN on a connection of its own, made again whenever it goes. Only a wake-up: what is lost here, polling finds. */
export class Listener {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private started = false;
  private closed = false;

  constructor(
    private readonly settings: StoreSettings,
    private readonly onPosition: (position: number) => void,
  ) {}

  start(): void {
    if (this.started || this.closed) return;
    this.started = true;
    void this.listen();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const { url, connectTimeoutMs } = this.settings;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'motcua-listener',
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', ({ payload }) => this.onPosition(Number(payload)));
    client.on('error', () => this.again(client));
    client.on('end', () => this.again(client));
    try {
      await client.connect();
      await client.query('LISTEN motcua_store');
    } catch {
      this.again(client);
    }
  }

  private again(client: pg.Client): void {
    if (this.closed || this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => undefined);
    this.timer = setTimeout(() => void this.listen(), AGAIN_MS);
  }
}

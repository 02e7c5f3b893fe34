import { Client, type ClientConfig } from 'pg';

/** The channel on which a process tells the others that keys were destroyed. */
export const DESTROYED_CHANNEL = 'motcua_keys_destroyed';

const AGAIN_MS = 1_000;

/**
 * Hears when any process destroys keys, on a connection of its own that is made again whenever it goes. After every gap all are
 * called once: a notice may have been lost in it.
 */
export class DestructionWatch {
  private readonly listeners = new Set<() => void>();
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly connection: ClientConfig) {
    void this.listen();
  }

  add(listener: () => void): void {
    this.listeners.add(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const client = new Client({ ...this.connection, keepAlive: true });
    this.client = client;
    client.on('notification', () => this.tell());
    client.on('error', () => this.again(client));
    client.on('end', () => this.again(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${DESTROYED_CHANNEL}`);
      this.tell();
    } catch {
      this.again(client);
    }
  }

  private again(client: Client): void {
    if (this.closed || this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => undefined);
    this.timer = setTimeout(() => void this.listen(), AGAIN_MS);
    this.timer.unref();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

import { KurrentDBClient, type KurrentDBClient as Client } from '@kurrent/kurrentdb-client';
import { NoAnswer, within } from '../deadline.js';

/**
 * The client, and a new one after a call that nobody answered: the old one keeps its channel, its cached answers and its leader
 * for ever, and a call without an answer says that one of them is wrong.
 */
export class Connection {
  private current: Client | undefined;
  private closed = false;

  constructor(
    private readonly url: string,
    readonly answerTimeoutMs: number,
  ) {}

  get client(): Client {
    return (this.current ??= KurrentDBClient.connectionString(this.url));
  }

  /** One call within our own time; whatever it throws, the caller judges. */
  async call<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const { client } = this;
    try {
      return await within(this.answerTimeoutMs, work(client));
    } catch (error) {
      if (error instanceof NoAnswer) this.replace(client);
      throw error;
    }
  }

  /** Only the first of many callers that failed on the same client replaces it. */
  replace(client: Client): void {
    if (this.current !== client) return;
    this.current = undefined;
    client.dispose().catch(() => undefined);
  }

  get isClosed(): boolean {
    return this.closed;
  }

  async close(): Promise<void> {
    this.closed = true;
    const client = this.current;
    this.current = undefined;
    // a stream that does not end is nobody's any more
    if (client) await within(1000, client.dispose()).catch(() => undefined);
  }
}

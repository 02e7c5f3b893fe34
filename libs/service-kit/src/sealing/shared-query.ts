/** Whoever asks at the same moment, or while a query is under way, shares one query with the others. */
export class SharedQuery<Row> {
  private waiting = new Map<string, PromiseWithResolvers<Row | undefined>>();
  private running = false;

  /** @param ask finds the rows of these keys; a key that is not in its answer has none, and one may fail or be late alone */
  constructor(private readonly ask: (keys: string[]) => Promise<ReadonlyMap<string, Row | Promise<Row | undefined>>>) {}

  get(key: string): Promise<Row | undefined> {
    const asked = this.waiting.get(key) ?? Promise.withResolvers<Row | undefined>();
    this.waiting.set(key, asked);
    if (!this.running) void this.run();
    return asked.promise;
  }

  private async run(): Promise<void> {
    this.running = true;
    await Promise.resolve(); // callers of this very moment go together
    while (this.waiting.size > 0) {
      const batch = this.waiting;
      this.waiting = new Map();
      try {
        const rows = await this.ask([...batch.keys()]);
        for (const [key, { resolve }] of batch) resolve(rows.get(key));
      } catch (error) {
        for (const { reject } of batch.values()) reject(error);
      }
    }
    this.running = false;
  }
}

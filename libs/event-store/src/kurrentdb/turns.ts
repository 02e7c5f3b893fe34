/** Requests that share a stream go one after the other, in the order they came; others do not wait. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.map((key) => this.last.get(key)).filter((promise) => promise !== undefined);
    const mine = before.length === 0 ? work() : Promise.all(before).then(work);
    const over = mine
      .catch(() => undefined) // the caller hears of it
      .then(() => {
        for (const key of keys) if (this.last.get(key) === over) this.last.delete(key);
      });
    for (const key of keys) this.last.set(key, over);
    return mine;
  }
}

/** Callers that wait for "something may be new". Waking costs one call per waiter, waiting costs no timer of its own. */
export class Waiters {
  private waiting = new Set<() => void>();
  private done = false;

  get closed(): boolean {
    return this.done;
  }

  get size(): number {
    return this.waiting.size;
  }

  /** Resolves at the next `wake`, when `signal` aborts, at `close`, or after `ms`. */
  wait(signal?: AbortSignal, ms?: number): Promise<void> {
    if (this.done || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        this.waiting.delete(finish);
        resolve();
      };
      const timer = ms === undefined ? undefined : setTimeout(finish, ms);
      signal?.addEventListener('abort', finish);
      this.waiting.add(finish);
    });
  }

  wake(): void {
    for (const finish of this.waiting) finish();
  }

  close(): void {
    this.done = true;
    this.wake();
  }
}

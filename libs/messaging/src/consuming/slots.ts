/** So many places for work at once, shared by several who take turns when none is free. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** True when a place was taken; else `again` is called once when one may be free. */
  take(again: () => void): boolean {
    if (this.free > 0) {
      this.free -= 1;
      return true;
    }
    if (!this.waiting.includes(again)) this.waiting.push(again);
    return false;
  }

  give(): void {
    this.free += 1;
    while (this.free > 0) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      next();
    }
  }
}

/** Stops calling a system that failed several times in a row; after a while one call may try whether it is back. */
export class Breaker {
  #failures = 0;
  #openUntil = 0;
  #isTrying = false;

  constructor(
    private readonly failuresBeforeOpen: number,
    private readonly openForMs: number,
    private readonly nowMs: () => number,
  ) {}

  /** Whether a call may be made; whoever may tells how it went with `settle`. */
  lets(): boolean {
    if (this.#failures < this.failuresBeforeOpen) return true;
    if (this.#isTrying || this.nowMs() < this.#openUntil) return false;
    this.#isTrying = true;
    return true;
  }

  /** @param went `nowhere` = the call was not made after all, so nothing was learnt */
  settle(went: 'well' | 'wrong' | 'nowhere'): void {
    this.#isTrying = false;
    if (went === 'well') this.#failures = 0;
    if (went !== 'wrong') return;
    this.#failures += 1;
    if (this.#failures >= this.failuresBeforeOpen) this.#openUntil = this.nowMs() + this.openForMs;
  }
}

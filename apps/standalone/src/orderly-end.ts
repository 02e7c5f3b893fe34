const insistAfterMs = 1_000;
const insistedStatus = 130;

export interface EndParts {
  /** Longer than any request; what is left then is repeated work after the next start, never a loss. */
  readonly patienceMs: number;
  /** Ends what was started, in order; also while it is still starting. */
  readonly close: () => Promise<void>;
  /** What to say of an error in words for the person at the terminal; `undefined` shows the whole of it. */
  readonly wordsFor: (error: Error) => string | undefined;
}

/** How a launcher ends: by a signal, by an error, or by itself; what it started is ended in order, once. */
export class OrderlyEnd {
  private begun = false;
  private signalledAt: number | undefined;

  constructor(private readonly parts: EndParts) {}

  /** From here on signals and errors that nobody caught end the process. */
  watch(): void {
    process.on('SIGTERM', this.signalled).on('SIGINT', this.signalled);
    process.on('uncaughtException', this.fail).on('unhandledRejection', this.fail);
  }

  async by(status: number): Promise<never> {
    this.begun = true;
    await this.parts.close();
    process.exit(status);
  }

  /** What is cut off by our own end did not fail; it goes on at the next start. */
  readonly unlessBegun = async (error: unknown): Promise<never> => {
    if (!this.begun) throw error;
    return new Promise<never>(() => undefined);
  };

  /** After an error nobody caught, nothing in this process is sure any more; what was started is still ended in order. */
  readonly fail = (error: unknown): void => {
    if (this.begun) return;
    process.stderr.write(`${this.wordsOf(error)}\n`);
    this.close(1);
  };

  /** A signal may come twice, from the terminal and from whoever started us; one that comes later is a person who insists. */
  private readonly signalled = (): void => {
    const first = (this.signalledAt ??= performance.now());
    if (this.begun) {
      if (performance.now() - first > insistAfterMs) process.exit(insistedStatus);
      return;
    }
    process.stdout.write('Ending ...\n');
    this.close(0);
  };

  private close(status: number): void {
    this.begun = true;
    setTimeout(() => process.exit(1), this.parts.patienceMs).unref();
    this.parts.close().then(
      () => process.exit(status),
      () => process.exit(1),
    );
  }

  private wordsOf(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    return this.parts.wordsFor(error) ?? error.stack ?? error.message;
  }
}

/** What was started, to be stopped in the opposite order. */
export class Undo {
  private readonly steps: (() => Promise<unknown>)[] = [];
  private running: Promise<void> | undefined;

  later(step: () => Promise<unknown>): void {
    this.steps.push(step);
  }

  /** Every step is tried; the first error is thrown at the end. Safe to call twice. */
  all(): Promise<void> {
    return (this.running ??= this.run());
  }

  private async run(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.steps.reverse()) await step().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }
}

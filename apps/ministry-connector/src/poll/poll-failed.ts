import type { Outcome } from '@motcua/domain';

/** A system did not answer what it was asked; it is asked again, later and later. */
export class PollFailed extends Error {
  override readonly name = 'PollFailed';

  constructor(
    readonly system: string,
    /** Kind of the outcome. */
    readonly code: Outcome['kind'],
  ) {
    super(`${system} gave no answer: ${code}`);
  }
}

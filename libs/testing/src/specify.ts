import { expect } from '@jest/globals';
import { Rejected, type Decider } from '@motcua/domain';

/** The last step of a decider's specification; not called `then`, which would make it a thenable. */
export interface Specified<Event> {
  /** Exactly these facts follow, in this order. */
  yields(...expected: readonly Event[]): void;
  /** The command changes nothing. */
  yieldsNothing(): void;
  /** Facts of these types follow, in this order. */
  yieldsTypes(...types: readonly string[]): void;
  /** The rule with this code says no; `details` must be among what it tells. */
  isRejected(code: string, details?: Readonly<Record<string, unknown>>): void;
  /** What follows, for a closer look. */
  facts(): readonly Event[];
}

export interface Given<Command, Event> {
  when(command: Command): Specified<Event>;
}

/**
 * `given(...facts).when(command).yields(...facts)`: sentences over the facts of one decider, without doubles.
 *
 * @example const given = specify(dossierDecider(catalogue));
 */
export function specify<State, Command, Event extends { readonly type: string }>(
  decider: Decider<State, Command, Event>,
): (...history: readonly Event[]) => Given<Command, Event> {
  return (...history) => ({
    when: (command) => {
      const decide = (): Event[] => decider.decide(command, history.reduce(decider.evolve, decider.initialState()));
      return {
        yields: (...expected) => expect(decide()).toEqual(expected),
        yieldsNothing: () => expect(decide()).toEqual([]),
        yieldsTypes: (...types) => expect(decide().map(({ type }) => type)).toEqual(types),
        isRejected: (code, details = {}) => expect(rejectionOf(decide)).toMatchObject({ code, details }),
        facts: decide,
      };
    },
  });
}

function rejectionOf(decide: () => unknown): Rejected | string {
  try {
    decide();
  } catch (error) {
    if (error instanceof Rejected) return error;
    throw error;
  }
  return 'not rejected';
}

/** The facts that a row of commands leaves behind; a convenient history for `given`. */
export function historyOf<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  ...commands: readonly Command[]
): Event[] {
  return commands.reduce<Event[]>((facts, command) => {
    const state = facts.reduce(decider.evolve, decider.initialState());
    return [...facts, ...decider.decide(command, state)];
  }, []);
}

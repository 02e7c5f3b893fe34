/**
 * A decision as three pure functions: what there was, what is asked, what follows. No I/O, no clock, no randomness: time and
 * identifiers come in with the command.
 */
export interface Decider<State, Command, Event> {
  readonly initialState: () => State;
  /** Folds one recorded fact. Total: it never throws, whatever the order of events. */
  readonly evolve: (state: State, event: Event) => State;
  /**
   * @returns the facts that follow; an empty list when the command changes nothing
   * @throws {Rejected} when a rule forbids the command in this state
   */
  readonly decide: (command: Command, state: State) => Event[];
}

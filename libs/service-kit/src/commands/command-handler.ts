import type { Decider } from '@motcua/domain';
import type { EventStore, Position } from '@motcua/event-store';

import type { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import type { Sealer } from '../sealing/sealer.js';

/** What a stream's facts look like before they are stored; see `Fact` of the domain. */
export interface StorableFact {
  readonly type: string;
  readonly data: object & { readonly dossierId: string };
  readonly personal?: unknown;
}

export interface CommandRequest<State, Command, Event extends StorableFact> {
  /** e.g. `dossier-<uuid>` */
  readonly stream: string;
  readonly decider: Decider<State, Command, Event>;
  readonly command: Command;
  /** UUID that names this request for ever; a repeated request comes with the same one. See `commandIdOf`. */
  readonly commandId: string;
  readonly actor: Actor;
  /**
   * What a repeat is compared by (as HMAC; the content is never stored): what the client sent. Needed only when the command
   * carries things made anew for each request (random ids); default: the command without `data.now`.
   */
  readonly sameIf?: unknown;
}

export interface Handled<Event> {
  /** The facts that followed, without their personal part; empty when the command changed nothing. */
  readonly events: readonly Event[];
  /** Events in the stream after this command. */
  readonly version: number;
  /** Position of the last fact in the store's order; undefined when nothing was written. */
  readonly position: Position | undefined;
  /** True when this very command was answered before: `events` is its first answer. */
  readonly repeated: boolean;
}

/** The command id is known, but with other content. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused';
  readonly code = 'idempotency.key-reused';
}

/** The only loop of its kind: read, decide, seal, append; decide anew when somebody else was faster (at most 5 times). */
export class CommandHandler {
  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws {Rejected} a rule forbids the command
   * @throws {CommandIdReused} the id came before with other content
   * @throws {VersionConflict} others were faster five times in a row
   * @throws {UnknownOutcome | DefiniteFailure | StoreUnavailable} the store does not answer; the same request may be sent again
   */
  async handle<State, Command, Event extends StorableFact>(
    request: CommandRequest<State, Command, Event>,
  ): Promise<Handled<Event>> {
    throw new Error('being built');
  }
}

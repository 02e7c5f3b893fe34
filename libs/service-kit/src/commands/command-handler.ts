import { type Decider, Rejected } from '@motcua/domain';
import {
  type AppendResult,
  DefiniteFailure,
  type EventStore,
  type NewEvent,
  type Position,
  type RecordedEvent,
  UnknownOutcome,
  VersionConflict,
  type Write,
} from '@motcua/event-store';

import type { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import type { Metrics } from '../management/metrics.js';
import { KeysMissing } from '../sealing/key-vault.js';
import type { Sealer } from '../sealing/sealer.js';
import { contentDigest } from './command-digest.js';
import { type Cause, FactStamp, type StorableFact, factOf, isSealed, subjectOf } from './fact-stamp.js';

export interface CommandRequest<State, Command, Event extends StorableFact> {
  /** e.g. `dossier-<uuid>` */
  readonly stream: string;
  readonly decider: Decider<State, Command, Event>;
  /** A function is called only when this request was not answered before, and once: what it throws is the answer. Needs `sameIf`. */
  readonly command: Command | (() => Promise<Command>);
  /** UUID that names this request for ever; a repeated request comes with the same one. See `commandIdOf`. */
  readonly commandId: string;
  readonly actor: Actor;
  /**
   * What a repeat is compared by (as HMAC; the content is never stored): what the client sent. Needed only when the command
   * carries things made anew for each request (random ids); default: the command without `data.now`.
   */
  readonly sameIf?: unknown;
  /** Blind indexes of the persons the facts speak of, and of those who own the dossier; stored with the facts. See `Cause`. */
  readonly subjects?: readonly string[];
  readonly owners?: readonly string[];
}

export interface Handled<Event> {
  /** The facts that followed, without their personal part; empty when the command changed nothing. */
  readonly events: readonly Event[];
  /** Events in the stream after this command. */
  readonly version: number;
  /** Position of the last fact in the store's order; undefined when the command changed nothing. */
  readonly position: Position | undefined;
  /** True when this very command was answered before: `events` is its first answer. */
  readonly repeated: boolean;
}

/** The command id is known, but with other content. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused';
  readonly code = 'idempotency.key-reused';
}

const TRIES = 5;

/** The only loop of its kind: read, decide, seal, append; decide anew when somebody else was faster (at most 5 times). */
export class CommandHandler {
  private readonly stamp: FactStamp;

  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
    clock: Clock,
    private readonly metrics?: Metrics,
  ) {
    this.stamp = new FactStamp(sealer, clock);
  }

  /**
   * @throws {Rejected} a rule forbids the command
   * @throws {CommandIdReused} the id came before with other content
   * @throws {VersionConflict} others were faster five times in a row
   * @throws {KeysMissing | KeysDestroyed} what is personal in its facts cannot be sealed
   * @throws {UnknownOutcome | DefiniteFailure | StoreUnavailable} the store does not answer; the same request may be sent again
   */
  async handle<State, Command, Event extends StorableFact>(
    request: CommandRequest<State, Command, Event>,
  ): Promise<Handled<Event>> {
    const category = request.stream.split('-')[0]!;
    try {
      const handled = await this.answer(request);
      this.metrics?.commands.inc({ category, outcome: outcomeOf(handled) });
      return handled;
    } catch (error) {
      this.metrics?.commands.inc({ category, outcome: error instanceof Rejected ? 'rejected' : 'failed' });
      throw error;
    }
  }

  private async answer<State, Command, Event extends StorableFact>(
    request: CommandRequest<State, Command, Event>,
  ): Promise<Handled<Event>> {
    const digest = this.sealer.blindIndex('command', contentDigest(request.sameIf ?? request.command));
    const command = once(request.command);
    for (let attempt = 1; ; attempt += 1) {
      const history = await this.store.read(request.stream);
      const before = history.filter((event) => event.meta.causationId === request.commandId);
      if (before.length > 0) return firstAnswer(before, digest);
      try {
        return await this.decideAndAppend({ ...request, command: await command() }, history, digest);
      } catch (error) {
        const again = error instanceof VersionConflict ? attempt < TRIES : await this.wasAnswered(request);
        if (!again) throw error;
      }
    }
  }

  /** A repeat may have been answered while this one's command was made: what refuses it then is its own twin. */
  private async wasAnswered({
    command,
    commandId,
    stream,
  }: Pick<CommandRequest<never, unknown, never>, 'command' | 'commandId' | 'stream'>): Promise<boolean> {
    if (typeof command !== 'function') return false;
    const history = await this.store.read(stream).catch(() => []);
    return history.some((event) => event.meta.causationId === commandId);
  }

  private async decideAndAppend<State, Command, Event extends StorableFact>(
    request: CommandRequest<State, Command, Event> & { readonly command: Command },
    history: readonly RecordedEvent[],
    digest: string,
  ): Promise<Handled<Event>> {
    const { stream, decider, command, commandId, actor, subjects = [], owners = [] } = request;
    const state = history.map((event) => factOf<Event>(event)).reduce(decider.evolve, decider.initialState());
    const facts = decider.decide(command, state);
    if (facts.length === 0) return { events: [], version: history.length, position: undefined, repeated: false };
    const cause = { commandId, actor, digest, subjects, owners };
    const events = await this.stamped(stream, facts, cause, history);
    const { position, repeated } = await this.append([{ stream, expected: history.length, events }]);
    // What stands there may be the facts of a twin that was faster, made of other content: only a look tells.
    if (repeated) return firstAnswer(await this.answered(stream, commandId), digest);
    return { events: facts.map(withoutPersonal), version: history.length + events.length, position, repeated: false };
  }

  /**
   * A key is made with the first sealed fact of a subject's own stream and never after it: a second one would hide that the first
   * is missing. Facts of a subject in other streams find its key there.
   */
  private async stamped(
    stream: string,
    facts: readonly StorableFact[],
    cause: Cause,
    history: readonly RecordedEvent[],
  ): Promise<NewEvent[]> {
    const subject = subjectOf(facts[0]!);
    const isOwn = stream === `${stream.split('-')[0]}-${subject}`;
    if (isOwn && !history.some(isSealed)) return this.stamp.stamp(stream, facts, cause, 'first');
    try {
      return await this.stamp.stamp(stream, facts, cause);
    } catch (error) {
      if (isOwn || !(error instanceof KeysMissing) || (await this.store.read(`dossier-${subject}`)).some(isSealed))
        throw error;
      return this.stamp.stamp(stream, facts, cause, 'first'); // a dossier that nobody has said anything personal of yet
    }
  }

  private async answered(stream: string, commandId: string): Promise<RecordedEvent[]> {
    return (await this.store.read(stream)).filter((event) => event.meta.causationId === commandId);
  }

  /** An append without an answer is sent once more as it was: the store knows its ids. */
  private async append(writes: readonly Write[]): Promise<AppendResult> {
    try {
      return await this.store.append(writes);
    } catch (error) {
      if (!(error instanceof UnknownOutcome)) throw error;
      return this.sendAgain(writes, error);
    }
  }

  /** When the second try was not even sent, the first one may still have been written: the outcome stays unknown. */
  private async sendAgain(writes: readonly Write[], first: UnknownOutcome): Promise<AppendResult> {
    try {
      return await this.store.append(writes);
    } catch (error) {
      throw error instanceof DefiniteFailure ? first : error;
    }
  }
}

function once<Command>(command: Command | (() => Promise<Command>)): () => Promise<Command> {
  if (typeof command !== 'function') return () => Promise.resolve(command);
  let made: Promise<Command> | undefined;
  return () => (made ??= (command as () => Promise<Command>)());
}

function outcomeOf({ repeated, events }: Handled<unknown>): string {
  if (repeated) return 'repeated';
  return events.length === 0 ? 'nothing' : 'appended';
}

function firstAnswer<Event>(before: readonly RecordedEvent[], digest: string): Handled<Event> {
  const last = before.at(-1)!;
  if (last.meta['commandDigest'] !== digest) throw new CommandIdReused('the command id is known with other content');
  return {
    events: before.map((event) => factOf<Event>(event)),
    version: last.version,
    position: last.position,
    repeated: true,
  };
}

function withoutPersonal<Event extends StorableFact>(fact: Event): Event {
  const { personal: _personal, ...rest } = fact;
  return rest as Event;
}

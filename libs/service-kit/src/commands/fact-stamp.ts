import type { EventMeta, JsonObject, NewEvent, RecordedEvent } from '@motcua/event-store';

import type { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import { currentContext } from '../context/request-context.js';
import { uuidv5 } from '../ids/uuid.js';
import type { KeyUse } from '../sealing/key-vault.js';
import { eventContext, type Sealer } from '../sealing/sealer.js';

/** What a stream's facts look like before they are stored; see `Fact` of the domain. */
export interface StorableFact {
  readonly type: string;
  readonly data: object & ({ readonly dossierId: string } | { readonly jobId: string });
  readonly personal?: unknown;
}

/** Whose command the facts follow from. */
export interface Cause {
  /** UUID of the command. */
  readonly commandId: string;
  readonly actor: Actor;
  /** HMAC of the command's content; goes with the facts, so that a repeat can be compared. */
  readonly digest?: string;
  /** Blind indexes (`person`) of everybody the facts speak of: how erasure finds a person's dossiers. */
  readonly subjects?: readonly string[];
  /** Blind indexes (`person`) of those whose dossier it is: they may see and withdraw it. */
  readonly owners?: readonly string[];
}

/** Makes facts storable: fixed ids, sealed personal part, metadata. Whoever appends to several streams at once uses it directly. */
export class FactStamp {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * The same facts of the same command always get the same ids: UUIDv5(subject of the stream, `<commandId>|<type>|<index>`).
   *
   * @param stream where they will be appended; it is bound into the sealed part
   * @param use `first` only when no fact of the subject was ever sealed; see `KeyUse`
   * @throws {KeysDestroyed | KeysMissing}
   */
  async stamp(
    stream: string,
    facts: readonly StorableFact[],
    cause: Cause,
    use: KeyUse = 'known',
  ): Promise<NewEvent[]> {
    return Promise.all(facts.map((fact, index) => this.one(fact, index, { stream, cause, use })));
  }

  private async one(
    fact: StorableFact,
    index: number,
    { stream, cause, use }: { readonly stream: string; readonly cause: Cause; readonly use: KeyUse },
  ): Promise<NewEvent> {
    const subject = subjectOf(fact);
    const id = uuidv5(subject, `${cause.commandId}|${fact.type}|${index}`);
    const sealed =
      fact.personal === undefined
        ? undefined
        : await this.sealer.seal(subject, eventContext(stream, id), fact.personal, use);
    const data: JsonObject = sealed === undefined ? { ...fact.data } : { ...fact.data, sealed };
    return { id, type: fact.type, schemaVersion: 1, data, meta: this.meta(cause, sealed) };
  }

  private meta(cause: Cause, sealed: string | undefined): EventMeta {
    const { correlationId, traceparent } = currentContext();
    const keyId = sealed?.split('.')[1];
    return {
      correlationId,
      causationId: cause.commandId,
      actor: cause.actor.subject,
      actorRole: cause.actor.role,
      recordedAt: this.clock.now(),
      ...(cause.digest === undefined ? {} : { commandDigest: cause.digest }),
      ...peopleOf(cause),
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(keyId === undefined ? {} : { keyId }),
    };
  }
}

function peopleOf({ subjects = [], owners = [] }: Cause): Record<string, string> {
  const lists = Object.entries({ subjects, owners }).filter(([, indexes]) => indexes.length > 0);
  return Object.fromEntries(lists.map(([name, indexes]) => [name, indexes.join(',')]));
}

/** Whose key seals the fact. */
export function subjectOf({ data }: StorableFact): string {
  return 'dossierId' in data ? data.dossierId : data.jobId;
}

export function isSealed({ data }: RecordedEvent): boolean {
  return typeof data['sealed'] === 'string';
}

/** A stored event as the domain sees it: type and public data. */
export function factOf<Fact>(event: RecordedEvent): Fact {
  const { sealed: _sealed, ...data } = event.data;
  return { type: event.type, data } as Fact;
}

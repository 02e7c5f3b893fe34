import type { DossierEvent } from '@motcua/domain';
import type { EventStore, RecordedEvent } from '@motcua/event-store';

import type { Actor } from '../auth/actor.js';
import { factOf } from '../commands/fact-stamp.js';
import { KeysMissing } from '../sealing/key-vault.js';
import { eventContext, type Sealer } from '../sealing/sealer.js';
import type { AccessLog } from './access-log.js';
import { MISSING_TEXT } from './missing-text.js';
import { demandAccess } from './restriction.js';

/** A dossier's fact with its place in the stream and who recorded it when. `personal` is absent when its key was destroyed. */
export type OpenedEvent = DossierEvent & {
  readonly id: string;
  readonly version: number;
  readonly actor: string;
  readonly recordedAt: string;
  /** There is a personal part, and it cannot be opened here now: its key is missing. Only `show` answers such facts. */
  readonly unreadable?: true;
};

/** What became of a sealed field: `destroyed` with its key by an erasure, or `missing` its key, which may still be brought. */
export type Revealed<T> =
  { readonly kind: 'open'; readonly value: T } | { readonly kind: 'destroyed' } | { readonly kind: 'missing' };

/** What a page says of a dossier whose personal data cannot be opened. */
export interface Unreadable {
  readonly code: 'keys.missing';
  /** Vietnamese, for the person in front of the screen. */
  readonly detail: string;
  /** Facts whose personal part cannot be opened. */
  readonly facts: number;
}

/** @returns null when nothing of these facts is unreadable */
export function unreadableIn(events: readonly OpenedEvent[]): Unreadable | null {
  const facts = events.filter(({ unreadable }) => unreadable).length;
  return facts === 0 ? null : { code: 'keys.missing', detail: MISSING_TEXT, facts };
}

/** A sealed text of a read model and what binds it (the `context` it was sealed with). */
export interface SealedField {
  readonly dossierId: string;
  readonly context: string;
  readonly sealed: string;
}

/**
 * The only door to personal data. Every look is in the access log before the answer is; when it cannot be logged, nothing is
 * shown. Whether the actor may see this dossier is decided by the caller before (`Actor.mayActFor`).
 */
export class PersonalData {
  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
    private readonly log: AccessLog,
  ) {}

  /**
   * The facts of a dossier, in order, opened; empty when there is no such dossier (nothing is logged then).
   *
   * @param purpose stable code of why, e.g. `desk.dossier-page`
   * @throws {Problem} 403 `dossier.restricted`; see `demandAccess`
   * @throws {KeysMissing} part of it cannot be opened though nobody erased it: whatever is made of it would lie
   * @throws {StoreUnavailable} the store or the log does not answer
   */
  async open(dossierId: string, actor: Actor, purpose: string): Promise<OpenedEvent[]> {
    const events = await this.looked(dossierId, actor, purpose);
    return Promise.all(events.map((event) => this.opened(dossierId, event)));
  }

  /** As `open`, for whoever can show that something is `unreadable` and must show the rest. */
  async show(dossierId: string, actor: Actor, purpose: string): Promise<OpenedEvent[]> {
    const events = await this.looked(dossierId, actor, purpose);
    return Promise.all(
      events.map((event) =>
        this.opened(dossierId, event).catch((error: unknown) => {
          if (error instanceof KeysMissing) return { ...seen(event), unreadable: true } as OpenedEvent;
          throw error;
        }),
      ),
    );
  }

  /**
   * Opens sealed fields of a read model, one log entry per dossier. Read models let go of a dossier's fields on `SubjectErased`,
   * so those of a restricted dossier are not there to be opened.
   * @returns in the order asked
   */
  async reveal<T>(fields: readonly SealedField[], actor: Actor, purpose: string): Promise<Revealed<T>[]> {
    if (fields.length === 0) return [];
    await this.log.record([...new Set(fields.map((field) => field.dossierId))], actor, purpose);
    return Promise.all(fields.map((field) => this.revealed<T>(field)));
  }

  /**
   * For bytes that are opened elsewhere (scans, results): logs the look; show them only after it resolved.
   * @throws {Problem} 403 `dossier.restricted`
   */
  async look(dossierId: string, actor: Actor, purpose: string): Promise<void> {
    demandAccess(await this.store.read(`dossier-${dossierId}`), actor, purpose);
    await this.log.record([dossierId], actor, purpose);
  }

  private async looked(dossierId: string, actor: Actor, purpose: string): Promise<RecordedEvent[]> {
    const events = await this.store.read(`dossier-${dossierId}`);
    if (events.length === 0) return [];
    demandAccess(events, actor, purpose);
    await this.log.record([dossierId], actor, purpose);
    return events;
  }

  private async revealed<T>({ dossierId, context, sealed }: SealedField): Promise<Revealed<T>> {
    try {
      const value = await this.sealer.open<T>(dossierId, context, sealed);
      return value === undefined ? { kind: 'destroyed' } : { kind: 'open', value };
    } catch (error) {
      if (error instanceof KeysMissing) return { kind: 'missing' };
      throw error;
    }
  }

  private async opened(dossierId: string, event: RecordedEvent): Promise<OpenedEvent> {
    const { sealed } = event.data;
    const personal =
      typeof sealed === 'string'
        ? await this.sealer.open<unknown>(dossierId, eventContext(event.stream, event.id), sealed)
        : undefined;
    return (personal === undefined ? seen(event) : { ...seen(event), personal }) as OpenedEvent;
  }
}

/** The fact without its personal part. */
function seen(event: RecordedEvent): OpenedEvent {
  const { id, version } = event;
  const { actor, recordedAt } = event.meta;
  return { ...factOf<DossierEvent>(event), id, version, actor, recordedAt };
}

import type { DossierEvent } from '@motcua/domain';
import type { EventStore, RecordedEvent } from '@motcua/event-store';

import type { Actor } from '../auth/actor.js';
import { factOf } from '../commands/fact-stamp.js';
import { eventContext, type Sealer } from '../sealing/sealer.js';
import type { AccessLog } from './access-log.js';
import { demandAccess } from './restriction.js';

/** A dossier's fact with its place in the stream and who recorded it when. `personal` is absent when its key was destroyed. */
export type OpenedEvent = DossierEvent & {
  readonly id: string;
  readonly version: number;
  readonly actor: string;
  readonly recordedAt: string;
};

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
   * @throws {StoreUnavailable} the store or the log does not answer
   */
  async open(dossierId: string, actor: Actor, purpose: string): Promise<OpenedEvent[]> {
    const events = await this.store.read(`dossier-${dossierId}`);
    if (events.length === 0) return [];
    demandAccess(events, actor, purpose);
    await this.log.record([dossierId], actor, purpose);
    return Promise.all(events.map((event) => this.opened(dossierId, event)));
  }

  /**
   * Opens sealed fields of a read model, one log entry per dossier. Read models let go of a dossier's fields on `SubjectErased`,
   * so those of a restricted dossier are not there to be opened.
   * @returns in the order asked; undefined = key destroyed
   */
  async reveal<T>(fields: readonly SealedField[], actor: Actor, purpose: string): Promise<(T | undefined)[]> {
    if (fields.length === 0) return [];
    await this.log.record([...new Set(fields.map((field) => field.dossierId))], actor, purpose);
    return Promise.all(fields.map((field) => this.sealer.open<T>(field.dossierId, field.context, field.sealed)));
  }

  /**
   * For bytes that are opened elsewhere (scans, results): logs the look; show them only after it resolved.
   * @throws {Problem} 403 `dossier.restricted`
   */
  async look(dossierId: string, actor: Actor, purpose: string): Promise<void> {
    demandAccess(await this.store.read(`dossier-${dossierId}`), actor, purpose);
    await this.log.record([dossierId], actor, purpose);
  }

  private async opened(dossierId: string, event: RecordedEvent): Promise<OpenedEvent> {
    const { sealed } = event.data;
    const personal =
      typeof sealed === 'string'
        ? await this.sealer.open<unknown>(dossierId, eventContext(event.stream, event.id), sealed)
        : undefined;
    const { actor, recordedAt } = event.meta;
    const seen = { ...factOf<DossierEvent>(event), id: event.id, version: event.version, actor, recordedAt };
    return (personal === undefined ? seen : { ...seen, personal }) as OpenedEvent;
  }
}

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { NewEvent } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import type { World } from './world.ts';

const STREAMS_AT_ONCE = 50;
const VERSIONS = 6;
const MONDAY = '2026-11-16T02:00:00.000Z';

/** Dossiers of the counter, written straight into the store: more facts than clients can bring about, and known beforehand. */
export class Chronicle {
  private readonly store: PostgresEventStore;

  /** @param url of another database than the world's */
  constructor(world: World, url = world.database.appUrl) {
    this.store = new PostgresEventStore({ url });
    world.cleanUp(() => this.store.close());
  }

  /** @param facts of each dossier, all at once */
  async write(dossiers: number, facts: number): Promise<void> {
    for (let written = 0; written < dossiers; written += STREAMS_AT_ONCE) {
      const ids = Array.from({ length: Math.min(STREAMS_AT_ONCE, dossiers - written) }, () => randomUUID());
      await this.store.append(ids.map((id) => ({ stream: `dossier-${id}`, expected: 0, events: history(id, facts) })));
    }
  }

  /** New dossiers fact by fact, again and again. @param crowd how many grow at once @param restMs between two facts */
  async keepWriting(crowd: number, restMs: number, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      const histories = Array.from({ length: crowd }, () => randomUUID()).map(
        (id) => [id, history(id, VERSIONS)] as const,
      );
      for (let version = 0; version < VERSIONS; version += 1) {
        const writes = histories.map(([id, events]) => ({
          stream: `dossier-${id}`,
          expected: version,
          events: [events[version]!],
        }));
        await this.store.append(writes);
        await pause(restMs);
      }
    }
  }
}

/** A submission, and then one forwarding after the other. */
function history(dossierId: string, facts: number): NewEvent[] {
  return Array.from({ length: facts }, (_, index) => {
    const [type, data] =
      index === 0 ? (['DossierSubmitted', submitted(dossierId)] as const) : forwarded(dossierId, index);
    const meta = {
      correlationId: 'chronicle',
      causationId: randomUUID(),
      actor: 'chronicle',
      actorRole: 'deskOfficer',
    };
    return { id: randomUUID(), type, schemaVersion: 1, data, meta: { ...meta, recordedAt: MONDAY } };
  });
}

function submitted(dossierId: string): Record<string, unknown> {
  const due = { at: MONDAY, basis: 'workingDays' };
  return {
    dossierId,
    channel: 'counter',
    procedureCode: '1.004873',
    procedureVersionId: '1.004873@2020-1',
    procedureCase: 'standard',
    ruleSet: '2020',
    receivingUnit: 'H99.30',
    resolvingUnit: 'H99.30',
    submittedAt: MONDAY,
    receivedAt: MONDAY,
    postmarkedAt: null,
    calendarVersion: '2026-1',
    codeIssuedAt: 'acceptance',
    returnMethod: 'counter',
    externalCodes: [],
    components: [],
    intakeAnswer: due,
    feeCollect: 'none',
    feeAmount: 0,
  };
}

function forwarded(dossierId: string, step: number): ['StepForwarded', Record<string, unknown>] {
  const units = { fromUnit: 'H99.30', toUnit: 'H99.30' };
  const people = { handler: `officer-${step}`, by: 'officer-1' };
  return ['StepForwarded', { dossierId, ...units, ...people, forwardedAt: MONDAY, stepDue: null }];
}

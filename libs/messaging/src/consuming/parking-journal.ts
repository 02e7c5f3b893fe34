import { createHash } from 'node:crypto';
import type { EventStore, RecordedEvent } from '@motcua/event-store';
import type { LifecycleEvent } from '@motcua/contracts';
import type { FactToPark } from './feed-ledger.js';

type Entry = 'FactParked' | 'FactRedriven';

/** Writes what was parked and taken back into the store, one stream per consumer and dossier. Repeating a call adds nothing. */
export class ParkingJournal {
  constructor(
    private readonly store: EventStore,
    private readonly now: () => string,
  ) {}

  async parked(consumer: string, event: LifecycleEvent, fact: FactToPark): Promise<void> {
    const { errorName, errorCode, attempts } = fact;
    await this.write('FactParked', consumer, event, { errorName, ...(errorCode && { errorCode }), attempts });
  }

  async redriven(consumer: string, event: LifecycleEvent): Promise<void> {
    await this.write('FactRedriven', consumer, event, {});
  }

  private async write(type: Entry, consumer: string, event: LifecycleEvent, detail: object): Promise<void> {
    const stream = `parked-${consumer}-${event.dossierId}`;
    const before = await this.store.read(stream);
    if (before.findLast((entry) => isAbout(entry, event))?.type === type) return;
    const { id: eventId, type: eventType, dossierId, dossierVersion } = event;
    const entry = {
      id: entryId(`${stream}|${type}|${before.length}`),
      type,
      schemaVersion: 1,
      data: { consumer, dossierId, dossierVersion, eventId, eventType, ...detail },
      meta: {
        correlationId: event.correlationId,
        causationId: event.id,
        actor: `system:${consumer}`,
        actorRole: 'system',
        recordedAt: this.now(),
      },
    };
    await this.store.append([{ stream, expected: before.length, events: [entry] }]);
  }
}

function isAbout(entry: RecordedEvent, event: LifecycleEvent): boolean {
  return entry.data['dossierVersion'] === event.dossierVersion;
}

/** A UUIDv5 (RFC 9562) in the namespace of URLs. */
function entryId(words: string): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(namespace).update(`motcua:${words}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

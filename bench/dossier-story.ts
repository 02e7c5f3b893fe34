import type { EventStore, NewEvent, RecordedEvent } from '@motcua/event-store';
import { eventContext, foldRows, type Sealer, type View } from '@motcua/service-kit';
import { sql } from 'kysely';
import { randomBytes, randomUUID } from 'node:crypto';

/** As in the domain: who files and who fetches the result are persons, the steps between them name none. */
export const story = ['DossierSubmitted', 'DossierCodeAssigned', 'DossierAccepted', 'RoutingDecided', 'ResultReturned'];
const PERSONAL = new Set(['DossierSubmitted', 'ResultReturned']);

async function fact(sealer: Sealer, dossierId: string, type: string): Promise<NewEvent> {
  const id = randomUUID();
  const applicant = { name: 'Người dân thử nghiệm', number: '000000000000', filler: randomBytes(120).toString('hex') };
  const personal = PERSONAL.has(type)
    ? { sealed: await sealer.seal(dossierId, eventContext(`dossier-${dossierId}`, id), applicant, 'first') }
    : {};
  const now = '2026-11-24T01:02:03.456Z';
  return {
    id,
    type,
    schemaVersion: 1,
    data: { dossierId, unitCode: 'H99.16', procedureCode: '2.000488', channel: 'portal', at: now, ...personal },
    meta: { correlationId: id, causationId: id, actor: 'citizen-1', actorRole: 'citizen', recordedAt: now },
  };
}

export function wholeStory(sealer: Sealer, dossierId: string): Promise<NewEvent[]> {
  return Promise.all(story.map((type) => fact(sealer, dossierId, type)));
}

export async function fileDossier(store: EventStore, sealer: Sealer): Promise<void> {
  const dossierId = randomUUID();
  const events = await wholeStory(sealer, dossierId);
  await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events }]);
}

interface WorkRow {
  dossier_id: string;
  status: string;
  unit_code: string;
  applicant_index: string | null;
  sealed: string | null;
  moved_at: string;
}

type Indexes = ReadonlyMap<string, string | undefined>;

/** One row per dossier; opens whatever is sealed and keeps a blind index of it. @param sealer asked anew for each batch */
export function workList(sealer: () => Sealer): View<unknown, Indexes> {
  return {
    name: 'work-list',
    version: 1,
    filter: { categories: ['dossier'] },
    async createTables(transaction) {
      await sql`
        CREATE TABLE work_list (dossier_id uuid PRIMARY KEY, status text NOT NULL, unit_code text NOT NULL,
          applicant_index text, sealed text, moved_at timestamptz NOT NULL)`.execute(transaction);
    },
    prepare: (events) => indexesOf(events, sealer()),
    async apply(transaction, events, indexes) {
      await foldRows<unknown, WorkRow>(
        transaction,
        {
          table: 'work_list',
          key: 'dossier_id',
          subject: (event) => event.data['dossierId'] as string,
          evolve: (row, event) => {
            const { dossierId, unitCode, sealed, at } = event.data as Record<string, string>;
            return {
              dossier_id: dossierId!,
              status: event.type,
              unit_code: unitCode!,
              applicant_index: indexes.get(event.id) ?? row?.applicant_index ?? null,
              sealed: sealed ?? row?.sealed ?? null,
              moved_at: at!,
            };
          },
        },
        events,
      );
    },
  };
}

async function indexesOf(events: readonly RecordedEvent[], sealer: Sealer): Promise<Indexes> {
  const sealed = events.filter(({ data }) => data['sealed'] !== undefined);
  const opened = sealed.map(async ({ id, stream, data }) => {
    const person = await sealer.open<{ name: string }>(
      data['dossierId'] as string,
      eventContext(stream, id),
      data['sealed'] as string,
    );
    return [id, person && sealer.blindIndex('name', person.name)] as const;
  });
  return new Map(await Promise.all(opened));
}

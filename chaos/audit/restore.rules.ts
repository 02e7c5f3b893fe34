import pg from 'pg';
import type { JournalEntry } from '../journal.ts';
import type { Evidence } from './evidence.ts';
import type { Rule } from './rule.ts';

type Seen = Extract<JournalEntry, { kind: 'seen' }>;

function seen({ journal }: Evidence, process: string): Seen[] {
  return journal.filter((entry): entry is Seen => entry.kind === 'seen' && entry.process === process);
}

async function rowsOf<Row extends pg.QueryResultRow>(databaseUrl: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Facts of services that hear of others; what people ask for over HTTP may go on. */
const BY_CONSUMERS = `e.category IN ('codes', 'delivery') OR e.type IN ('DossierCodeAssigned', 'ResultReceived', 'OfficerTaskRaised')`;

/**
 * A process whose checkpoints are not of this log says why, by the name of each of these, and takes nothing: no checkpoint moves, no
 * fact is entered as handled, and no fact comes of one.
 */
export const stopsWithoutItsPast: Rule<{
  databaseUrl: string;
  process: string;
  reason: string;
  consumers: readonly string[];
}> = async (evidence, { databaseUrl, process, reason, consumers }) => {
  const health = seen(evidence, process).filter((one) => one.of === 'health');
  const last = health.at(-1);
  const faults = consumers
    .filter((consumer) => last?.status !== 503 || !last.text.includes(`${reason}: ${consumer}`))
    .map((consumer) => `${process} does not say ${reason} of ${consumer}: ${last?.status} ${last?.text}`);
  const moved = await rowsOf<{ consumer: string }>(
    databaseUrl,
    `SELECT consumer FROM kit.checkpoints AS found LEFT JOIN restored.checkpoints AS came USING (consumer)
     WHERE came.position IS DISTINCT FROM found.position`,
  );
  faults.push(...moved.map(({ consumer }) => `the checkpoint of ${consumer} has moved`));
  const handled = await rowsOf<{ consumer: string; version: number }>(
    databaseUrl,
    'SELECT consumer, dossier_id, version FROM kit.feed_inbox EXCEPT SELECT consumer, dossier_id, version FROM restored.inbox',
  );
  faults.push(...handled.map(({ consumer, version }) => `${consumer} has handled a fact of version ${version}`));
  const caused = await rowsOf<{ type: string; stream_id: string }>(
    databaseUrl,
    `SELECT e.type, e.stream_id FROM store.events e, restored.head h WHERE e.position > h.position AND (${BY_CONSUMERS})`,
  );
  faults.push(...caused.map(({ type, stream_id }) => `${type} was written to ${stream_id}`));
  return faults;
};

/** A subscriber has handled nothing that the log does not hold, whatever the topic tells. */
export const handledIsStored: Rule<{ databaseUrl: string }> = async (_, { databaseUrl }) => {
  const unknown = await rowsOf<{ dossier_id: string; version: number; process: string }>(
    databaseUrl,
    `SELECT dossier_id, version, process FROM chaos.handled h WHERE ended IS NOT NULL AND NOT EXISTS (
       SELECT FROM store.events e WHERE e.stream_id = 'dossier-' || h.dossier_id AND e.stream_version = h.version)`,
  );
  return unknown.map(
    (one) => `${one.process} has handled version ${one.version} of ${one.dossier_id}, which is not stored`,
  );
};

/** A process with keys that are not of these data ends before it serves, and says why. */
export const refusesToStart: Rule<{ process: string; because: string }> = (evidence, { process, because }) => {
  const [first] = seen(evidence, process);
  if (first?.status === 0 && first.text.includes(because)) return [];
  return [`${process} was not refused with ${because}: ${first?.status} ${first?.text.slice(0, 200)}`];
};

/** The key came back with the copy, and is gone again before anybody is served; the dossier is told to be erased. */
export const erasedStaysErased: Rule<{ databaseUrl: string; process: string; dossierId: string }> = async (
  evidence,
  { databaseUrl, process, dossierId },
) => {
  const keyOf = async (table: string): Promise<boolean | undefined> => {
    const sql = `SELECT wrapped IS NOT NULL AS alive FROM ${table} WHERE owner = '${dossierId}'`;
    return (await rowsOf<{ alive: boolean }>(databaseUrl, sql))[0]?.alive;
  };
  const came = await keyOf('restored.keys');
  const lives = await keyOf('keys.data_keys');
  return [
    ...(came === true ? [] : ['its key did not come back with the copy, so nothing was tried']),
    ...(lives === false ? [] : [`the key of ${dossierId} lives`]),
    ...notErased(dossierId, pageOf(evidence, process, dossierId)),
  ];
};

function notErased(dossierId: string, page: Record<string, unknown> | undefined): string[] {
  const { erased, applicant = null } = page ?? {};
  return [
    ...(erased === 'shred' ? [] : [`${dossierId} is not shown as erased`]),
    ...(applicant === null ? [] : [`${dossierId}: its applicant is shown`]),
  ];
}

/**
 * A dossier whose key is not there is shown as it is, and says that its people cannot be shown and why; without that it would look
 * as if nobody had written anything.
 */
export const missingKeysAreTold: Rule<{ process: string; dossierIds: readonly string[] }> = (
  evidence,
  { process, dossierIds },
) =>
  dossierIds.flatMap((dossierId) => {
    const page = seen(evidence, process).find(({ of }) => of === dossierId);
    if (page === undefined) return [`nobody looked at ${dossierId}`];
    const shown = JSON.parse(page.text) as { readonly unreadable?: { readonly code: string } | null; erased?: unknown };
    if (page.status === 200 && shown.unreadable?.code === 'keys.missing' && shown.erased === null) return [];
    return [
      `${dossierId}: answered ${page.status} ${JSON.stringify(shown.unreadable)}, erased ${JSON.stringify(shown.erased)}`,
    ];
  });

/** What has its key is shown with its people. */
export const heldKeysOpen: Rule<{ process: string; dossierIds: readonly string[] }> = (
  evidence,
  { process, dossierIds },
) =>
  dossierIds.flatMap((dossierId) =>
    pageOf(evidence, process, dossierId)?.['applicant'] == null ? [`${dossierId}: its applicant is not shown`] : [],
  );

/** No dossier that had facts when the keys came back has got a key that did not come with them. */
export const noKeyIsReplaced: Rule<{ databaseUrl: string }> = async (_, { databaseUrl }) => {
  const made = await rowsOf<{ owner: string }>(
    databaseUrl,
    `SELECT owner FROM keys.data_keys k WHERE NOT EXISTS (SELECT FROM restored.keys r WHERE r.owner = k.owner)
     AND EXISTS (SELECT FROM store.events e, restored.head h
       WHERE e.stream_id = 'dossier-' || k.owner AND e.position <= h.position)`,
  );
  return made.map(({ owner }) => `${owner} was given another key than the one its facts are sealed with`);
};

function pageOf(evidence: Evidence, process: string, dossierId: string): Record<string, unknown> | undefined {
  const page = seen(evidence, process).find(({ of, status }) => of === dossierId && status === 200);
  return page && (JSON.parse(page.text) as Record<string, unknown>);
}

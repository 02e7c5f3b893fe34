import type { ParkedFact, QuarantinedRecord } from '@motcua/messaging';
import { UnreadableRecords } from '@motcua/service-kit';
import type { Installation } from '../installation.js';
import { type Output, table } from '../output.js';

/**
 * What consumers set aside, with the name of the error, and records of the broker that they could not read. Neither the error's text
 * nor the record is kept, because both may hold personal data.
 */
export async function runParked(installation: Installation, output: Output, json: boolean): Promise<number> {
  const facts: ParkedFact[] = [];
  for (const consumer of await parkingConsumers(installation))
    facts.push(...(await installation.feed.parked(consumer)));
  const unreadable = await new UnreadableRecords(installation.database).open();
  if (json) output.json({ facts, unreadable });
  else for (const line of linesOf(facts, unreadable)) output.say(line);
  return 0;
}

async function parkingConsumers({ database }: Installation): Promise<string[]> {
  const { rows } = await database.pool.query<{ consumer: string }>(
    'SELECT DISTINCT consumer FROM kit.feed_parked ORDER BY 1',
  );
  return rows.map(({ consumer }) => consumer);
}

function linesOf(facts: readonly ParkedFact[], unreadable: readonly QuarantinedRecord[]): string[] {
  const parked = facts.length === 0 ? ['nothing is parked'] : linesOfFacts(facts);
  if (unreadable.length === 0) return parked;
  return [
    ...parked,
    '',
    'records that could not be read and wait for somebody to look:',
    ...linesOfRecords(unreadable),
  ];
}

function linesOfFacts(facts: readonly ParkedFact[]): string[] {
  const heads = ['consumer', 'dossier', 'version', 'event', 'error', 'tries', 'since', ''];
  const rows = facts.map((fact) => [
    fact.consumer,
    fact.dossierId,
    String(fact.dossierVersion),
    fact.eventType,
    fact.errorCode ?? fact.errorName,
    String(fact.attempts),
    fact.parkedAt,
    fact.redriving ? 'asked for' : '',
  ]);
  return table(heads, rows);
}

function linesOfRecords(records: readonly QuarantinedRecord[]): string[] {
  const rows = records.map(({ consumer, topic, partition, offset, fault, digest, foundAt }) => [
    consumer,
    `${topic}/${partition}/${offset}`,
    fault,
    digest.slice(0, 12),
    foundAt,
  ]);
  return table(['consumer', 'record', 'fault', 'digest', 'since'], rows);
}

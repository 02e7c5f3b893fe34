import type { ParkedFact } from '@motcua/messaging';
import type { Installation } from '../installation.js';
import { type Output, table } from '../output.js';

/** What consumers set aside, with the name of the error; its text is not kept, because it may hold personal data. */
export async function runParked(installation: Installation, output: Output, json: boolean): Promise<number> {
  const facts: ParkedFact[] = [];
  for (const consumer of await parkingConsumers(installation))
    facts.push(...(await installation.feed.parked(consumer)));
  if (json) output.json(facts);
  else if (facts.length === 0) output.say('nothing is parked');
  else for (const line of linesOf(facts)) output.say(line);
  return 0;
}

async function parkingConsumers({ database }: Installation): Promise<string[]> {
  const { rows } = await database.pool.query<{ consumer: string }>(
    'SELECT DISTINCT consumer FROM kit.feed_parked ORDER BY 1',
  );
  return rows.map(({ consumer }) => consumer);
}

function linesOf(facts: readonly ParkedFact[]): string[] {
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

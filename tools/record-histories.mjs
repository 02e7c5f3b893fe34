// Records the histories of an installation's dossiers and delivery lanes, without their sealed parts, with the states that
// this build folds them to. Each release commits its own under fixtures/histories/<version>/; every later build must fold them
// to the same states (tools/histories.spec.ts).
//
//   node tools/record-histories.mjs <env file of the installation, e.g. var/keys/motcua.env>
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { defaultLanePolicy, deliveryDecider, dossierDecider } from '@motcua/domain';
import { loadCatalogue } from '@motcua/service-kit';
import pg from 'pg';

loadEnvFile(process.argv[2]);
const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { catalogue } = await loadCatalogue(join(root, 'catalogues/2020'));
const deciders = { dossier: dossierDecider(catalogue), delivery: deliveryDecider(defaultLanePolicy) };

const client = new pg.Client({ connectionString: process.env.MOTCUA_POSTGRES_URL });
await client.connect();
const folder = join(root, 'fixtures', 'histories', version);
mkdirSync(folder, { recursive: true });
for (const [category, decider] of Object.entries(deciders)) {
  const { rows } = await client.query(
    'SELECT stream_id, type, schema_version, data FROM store.events WHERE category = $1 ORDER BY stream_id, stream_version',
    [category],
  );
  const streams = Map.groupBy(rows, ({ stream_id }) => stream_id);
  const lines = [...streams].map(([stream, events]) => {
    const facts = events.map(({ type, schema_version, data }) => ({
      type,
      schemaVersion: schema_version,
      data: open(data),
    }));
    return JSON.stringify({ stream, facts, state: facts.reduce(decider.evolve, decider.initialState()) });
  });
  writeFileSync(join(folder, `${category}.jsonl`), `${lines.join('\n')}\n`);
  console.log(`${category}: ${lines.length} streams, ${rows.length} events`);
}
await client.end();

/** Without the sealed part, which folds never need. */
function open(data) {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'sealed'));
}

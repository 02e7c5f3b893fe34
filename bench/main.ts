// `npm run bench`: measures the product against its peers and its limits, in one run on one machine.
//   -- --list                  what can be measured
//   -- --only append,rebuild   some of it
//   -- --growth 1000000        with so many dossiers in the large store; default 100000
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PostgresServer, startPostgres } from '@motcua/testing/backends';
import { benchAppend } from './append.ts';
import type { BenchRow } from './bench-row.ts';
import { benchCodes } from './codes.ts';
import { benchGrowth } from './growth.ts';
import { benchKafkaConsumer } from './kafka-consumer.ts';
import { benchKafkaLatency } from './kafka-latency.ts';
import { machineOf } from './machine.ts';
import { benchRebuild } from './rebuild.ts';
import { benchRelay } from './relay.ts';
import { headOf, table } from './report.ts';
import { benchStart } from './start.ts';
import { benchSubmission } from './submission.ts';
import { benchWorkList } from './work-list.ts';

const FOLDER = join(import.meta.dirname, '../var/bench');

const PARTS: Readonly<Record<string, (server: PostgresServer, growth: number) => Promise<BenchRow[]>>> = {
  append: benchAppend,
  codes: benchCodes,
  rebuild: benchRebuild,
  submission: benchSubmission,
  relay: benchRelay,
  'kafka-latency': benchKafkaLatency,
  'kafka-consumer': benchKafkaConsumer,
  growth: benchGrowth,
  'work-list': benchWorkList,
  start: benchStart,
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean' }, growth: { type: 'string', default: '100000' } },
});
if (values.list) console.log(Object.keys(PARTS).join('\n'));
else process.exitCode = (await measure(chosen(values.only))) ? 0 : 1;

function chosen(only: string | undefined): string[] {
  const names = only?.split(',') ?? Object.keys(PARTS);
  for (const name of names)
    if (!Object.hasOwn(PARTS, name)) throw new Error(`there is nothing named ${name} to measure; --list shows what is`);
  return names;
}

/** @returns false when something was done wrongly, however fast; a goal that is missed is a figure and no error */
async function measure(names: readonly string[]): Promise<boolean> {
  const server = await startPostgres();
  try {
    const machine = await machineOf(server);
    console.log(`${headOf(machine)}\n`);
    const rows: BenchRow[] = [];
    for (const name of names) {
      console.log(`measuring ${name} ...`);
      rows.push(...(await PARTS[name]!(server, Number(values.growth))));
    }
    console.log(`\n${table(rows)}`);
    mkdirSync(FOLDER, { recursive: true });
    const file = join(FOLDER, `${machine.begun.replaceAll(':', '-')}.json`);
    writeFileSync(file, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
    console.log(`Written to ${file}`);
    return rows.every(({ faults = [] }) => faults.length === 0);
  } finally {
    await server.stop();
  }
}

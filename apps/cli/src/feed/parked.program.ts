import type { Command } from 'commander';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { DeskClient, type DeskAccess } from '../replay/desk-client.js';
import { withAccess } from '../replay/replay.program.js';
import { UsageFault } from '../usage-fault.js';
import { runParked } from './parked.command.js';

interface AcknowledgeOptions extends DeskAccess {
  readonly consumer: string;
  readonly reasonCode: string;
}

type Within = (work: (installation: Installation) => Promise<number>) => Promise<void>;

/** What was set aside; and that somebody has looked at a record nobody could read, which goes to the desk, as an administrator. */
export function addParked(program: Command, within: Within, output: Output): void {
  program
    .command('parked')
    .description('facts that consumers set aside, records that they could not read')
    .option('--json')
    .action(({ json }: { json?: boolean }) => within((installation) => runParked(installation, output, json === true)));
  withAccess(
    program
      .command('acknowledge <record>')
      .description('says that somebody has looked at an unreadable record, <topic>/<partition>/<offset>'),
  )
    .requiredOption('--consumer <name>', 'who could not read it')
    .requiredOption('--reason-code <code>', 'why it needs no more looking at, as a code, e.g. foreign-writer')
    .action(async (record: string, { address, tokenFile, consumer, reasonCode }: AcknowledgeOptions) => {
      const desk = new DeskClient(address, tokenFile);
      await desk.post('parked/unreadable/acknowledgements', { consumer, ...placeOf(record), reasonCode });
      output.say(`acknowledged for ${consumer}: ${record}`);
    });
}

/** @throws {UsageFault} */
function placeOf(record: string): { topic: string; partition: number; offset: string } {
  const [, topic, partition, offset] = /^([\w.-]+)\/(\d{1,9})\/(\d{1,18})$/.exec(record) ?? [];
  if (topic === undefined || offset === undefined)
    throw new UsageFault('a record is named <topic>/<partition>/<offset>, as motcua parked shows it');
  return { topic, partition: Number(partition), offset };
}

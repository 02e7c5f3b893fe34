import type { Command } from 'commander';
import { DeskClient } from '../replay/desk-client.js';
import { withAccess } from '../replay/replay.program.js';
import type { DeskAccess } from '../replay/desk-client.js';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { runParked } from './parked.command.js';

interface AcknowledgeOptions extends DeskAccess {
  readonly reasonCode: string;
}

type Within = (work: (installation: Installation) => Promise<number>) => Promise<void>;

/** What was set aside; and that somebody has looked at a record nobody could read, which goes to the desk, as an administrator. */
export function addParked(program: Command, within: Within, output: Output): void {
  const parked = program
    .command('parked')
    .description('facts that consumers set aside, records that they could not read')
    .option('--json')
    .action(({ json }: { json?: boolean }) => within((installation) => runParked(installation, output, json === true)));
  withAccess(
    parked
      .command('acknowledge <consumer> <topic> <partition> <offset>')
      .description('says that somebody has looked at an unreadable record; who, when and why is kept'),
  )
    .requiredOption('--reason-code <code>', 'why it needs no more looking at, as a code, e.g. foreign-writer')
    .action(
      async (
        consumer: string,
        topic: string,
        partition: string,
        offset: string,
        { address, tokenFile, reasonCode }: AcknowledgeOptions,
      ) => {
        const record = { consumer, topic, partition: Number(partition), offset, reasonCode };
        await new DeskClient(address, tokenFile).post('parked/unreadable/acknowledgements', record);
        output.say(`acknowledged: ${topic}/${partition} at ${offset}, for ${consumer}`);
      },
    );
}

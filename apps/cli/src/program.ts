import { KeyFileFault, ConfigInvalid, CatalogueFault, loadConfig } from '@motcua/service-kit';
import { KafkaUnreachable } from '@motcua/messaging/kafka';
import { Command, CommanderError } from 'commander';
import { CliConfig } from './cli.config.js';
import { runCheck } from './check/check.command.js';
import { type ShowOptions, runShow } from './dossier/show-dossier.command.js';
import { environment } from './environment.js';
import { type EraseOptions, runErase } from './erase/erase.command.js';
import { addParked } from './feed/parked.program.js';
import { Installation } from './installation.js';
import { runCreateKeys } from './keys/create-keys.command.js';
import { runMigrate } from './migrate/migrate.command.js';
import { type Output, terminal } from './output.js';
import { type MoveOptions, runStoreMove } from './store/store-move.command.js';
import { addPaperCheck, addPaperKey } from './papers/papers.program.js';
import { addTopics } from './topics/add-topics.js';
import { addReplay } from './replay/replay.program.js';
import { UsageFault } from './usage-fault.js';
import { type VerifyOptions, runVerify } from './verify/verify.command.js';
import { runViews } from './views/views.command.js';

interface Json {
  readonly json?: boolean;
}

/**
 * Runs one command line.
 *
 * @param words without the program's name
 * @returns exit code: 0 done, 1 a fault was found or the command failed; see `motcua erase` for 2
 */
export async function run(words: readonly string[], output: Output = terminal): Promise<number> {
  let code = 0;
  const program = new Command('motcua')
    .description('Works on an installation of Motcua')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.say(text.trimEnd()),
      writeErr: (text) => output.note(withoutNumbers(text.trimEnd())),
    })
    .option(
      '--env-file <file>',
      'settings; default: the environment, and var/keys/motcua.env of a standalone installation',
    );
  const config = () => {
    const { envFile } = program.opts<{ envFile?: string }>();
    return loadConfig(CliConfig, environment(envFile, process.env));
  };
  const within = async (work: (installation: Installation) => Promise<number>) => {
    const installation = new Installation(config());
    try {
      code = await work(installation);
    } finally {
      await installation.close();
    }
  };
  addInspection(program, within, (result) => void (code = result), output);
  addReplay(program, (result) => void (code = result), output);
  program
    .command('migrate')
    .description('brings the database to this release, as the owner of the schemas')
    .action(async () => void (code = await runMigrate(config(), output)));
  const keys = program.command('keys').description('looks after the key file and the key that signs papers');
  keys
    .command('create')
    .description('makes the key file of a new installation')
    .action(async () => void (code = await runCreateKeys(config(), output)));
  addPaperKey(keys, within, output);
  addTopics(program, async (work) => void (code = await work(config())), output);
  addErase(program, within, output);
  addStore(program, within, output);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode; // it has said why
    output.note(textOf(error));
    return 1;
  }
}

type Within = (work: (installation: Installation) => Promise<number>) => Promise<void>;

function addInspection(program: Command, within: Within, end: (code: number) => void, output: Output): void {
  program
    .command('check')
    .description('catalogue, profiles, migrations and key file fit together; what was erased stayed so')
    .option('--json')
    .action(({ json }: Json) => within((installation) => runCheck(installation, output, json === true)));
  const verify = program
    .command('verify')
    .description('the log is what was written, codes are whole')
    .option('--blobs', 'files, too')
    .option('--json')
    .action((options: VerifyOptions) => within((installation) => runVerify(installation, output, options)));
  addPaperCheck(verify, within, end, output);
  program
    .command('dossier')
    .description('looks at one dossier')
    .command('show <code>')
    .description('its facts by code or id and the state they lead to, public parts only')
    .option('--at <time>', 'as it stood then: an instant with its offset, or the end of a day (yyyy-MM-dd) in Vietnam')
    .option('--json')
    .action((code: string, options: ShowOptions) => within((one) => runShow(one, output, code, options)));
  addParked(program, within, output);
  program
    .command('views')
    .description('read models, their builds, how far behind')
    .option('--json')
    .action(({ json }: Json) => within((installation) => runViews(installation, output, json === true)));
}

function addErase(program: Command, within: Within, output: Output): void {
  program
    .command('erase')
    .description(
      'erases a person; the identity number comes on standard input. Without --yes only says what would be done',
    )
    .requiredOption('--by <subject>', 'subject id of the account that orders it')
    .requiredOption('--reason-code <code>', 'why, as a code, e.g. subject-request')
    .option('--person-file <file>', 'the identity number, instead of standard input')
    .option('--account <subject>', "subject id of the person's own account: its waiting uploads go too")
    .option('--shred', 'destroy the keys even where the procedure only restricts')
    .option('--patience <seconds>', 'how long to wait for the read models', '30')
    .option('--yes', 'do it')
    .action((options: EraseOptions) => within((installation) => runErase(installation, output, options)));
}

function addStore(program: Command, within: Within, output: Output): void {
  program
    .command('store')
    .description('where the events are')
    .command('move')
    .description('moves all events to another store and proves it; the apps must stand still')
    .requiredOption('--from <store>', 'postgres or kurrentdb')
    .requiredOption('--to <store>', 'postgres or kurrentdb')
    .action((options: MoveOptions) => within((installation) => runStoreMove(installation, output, options)));
}

/** Usage errors repeat what was typed, and it may have been a person's number. */
function withoutNumbers(text: string): string {
  return text.replace(/\d{5,}/g, '...');
}

/** Whatever the reason, no values: an error's text may repeat what was being worked on. */
function textOf(error: unknown): string {
  const speaks = [UsageFault, ConfigInvalid, KeyFileFault, CatalogueFault, KafkaUnreachable].some(
    (kind) => error instanceof kind,
  );
  if (speaks) return `motcua: ${(error as Error).message}`;
  const { name, code } = error as NodeJS.ErrnoException;
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  return `motcua: failed (${[name, code, cause?.code ?? cause?.name].filter((word) => word !== undefined).join(', ')})`;
}

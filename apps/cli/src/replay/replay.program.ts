import type { ReplayKind } from '@motcua/domain';
import type { Command } from 'commander';
import type { Output } from '../output.js';
import type { DeskAccess } from './desk-client.js';
import {
  jobActs,
  type ReplayOptions,
  runReplay,
  runReplayAct,
  runReplayList,
  runReplayShow,
  runReplayWatch,
} from './replay.command.js';

const KINDS: readonly (readonly [ReplayKind, argument: string, description: string])[] = [
  ['rebuild', 'view', 'builds a read model (<app>/<view>, or <app>/<view>@<build> to return) anew beside the live one'],
  ['redeliver', 'subscriber', 'sends published facts again to one subscriber, on a topic of his own'],
  ['redrive', 'consumer', 'takes parked facts of a consumer again, in their order'],
];

/** The administrators' jobs; they go to the desk, as the administrator whose token is given. */
export function addReplay(program: Command, done: (code: number) => void, output: Output): void {
  for (const [kind, argument, description] of KINDS)
    withFilter(withJob(program.command(`${kind} <${argument}>`).description(description)))
      .option('--rate <facts>', 'facts per second at most', '1000')
      .action(async (target: string, options: ReplayOptions) => done(await runReplay(output, kind, target, options)));
  withJob(
    program
      .command('reset <consumer>')
      .description('sets a consumer that lost its history to the last place that it and the log both know'),
  )
    .option(
      '--since <time>',
      'from which moment on facts are not taken for known ones, ISO 8601; where the consumer cannot tell, or earlier',
    )
    .action(async (target: string, options: ReplayOptions) => done(await runReplay(output, 'reset', target, options)));
  const replay = program.command('replay').description('jobs: rebuilds, redeliveries, redrives, resets');
  withAccess(replay.command('list').description('the newest first')).action(async (access: DeskAccess) =>
    done(await runReplayList(output, access)),
  );
  withAccess(replay.command('show <job>').description('how it stands; its report')).action(
    async (job: string, access: DeskAccess) => done(await runReplayShow(output, job, access)),
  );
  withAccess(replay.command('watch <job>').description('its progress until it ends or stands still')).action(
    async (job: string, access: DeskAccess) => done(await runReplayWatch(output, job, access)),
  );
  for (const act of jobActs)
    withAccess(replay.command(`${act} <job>`)).action(async (job: string, access: DeskAccess) =>
      done(await runReplayAct(output, act, job, access)),
    );
}

function withJob(command: Command): Command {
  return withAccess(command)
    .option('--reason-code <code>', 'why, as a code, e.g. subscriber-lost-data', 'not-said')
    .option('--dry-run', 'only say what it would take')
    .option('--approve-token-file <file>', "another administrator's token: approves at once, then watches");
}

/** The command goes to the desk, as the administrator whose token it is given. */
export function withAccess(command: Command): Command {
  return command
    .option('--address <url>', 'where the desk answers', 'http://127.0.0.1:8080')
    .requiredOption('--token-file <file>', "an administrator's access token");
}

function withFilter(command: Command): Command {
  return command
    .option('--dossier <ids...>', 'only these dossiers')
    .option('--unit <codes...>', 'only dossiers received by these units')
    .option('--procedure <codes...>', 'only dossiers of these procedures')
    .option('--type <events...>', 'only these events')
    .option('--since <time>', 'recorded (redrive: parked) from this moment on, ISO 8601')
    .option('--until <time>', 'recorded (redrive: parked) before this moment, ISO 8601');
}

import type { Command } from 'commander';
import type { CliConfig } from '../cli.config.js';
import type { Output } from '../output.js';
import { runTopicsApply, runTopicsCheck, type TopicChoices } from './topics.command.js';

type Run = (config: CliConfig, output: Output, choices: TopicChoices) => Promise<number>;

/** @param using gives the command the settings and takes its exit code */
export function addTopics(
  program: Command,
  using: (work: (config: CliConfig) => Promise<number>) => Promise<void>,
  output: Output,
): void {
  const topics = program.command('topics').description('the topics of the lifecycle events and the snapshots');
  const add = (name: string, description: string, run: Run) =>
    topics
      .command(name)
      .description(description)
      .option('--partitions <count>', 'fixed for ever at the first apply', '12')
      .option('--replicas <count>', 'on how many brokers each record stands', '3')
      .option('--retention <days>', 'how long an event stays: forever, or a number of days', 'forever')
      .option('--replay <subscriber>', 'with a topic of his own for redeliveries to this subscriber')
      .action((choices: TopicChoices) => using((config) => run(config, output, choices)));
  add('apply', 'makes what is missing; never deletes, never changes the number of partitions', runTopicsApply);
  add('check', 'lists every difference from the declaration', runTopicsCheck);
}

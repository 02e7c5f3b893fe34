import { applyTopics, checkTopics, declaredTopics, type TopicDifference } from '@motcua/messaging/kafka';
import { kafkaAccess } from '@motcua/service-kit';
import type { CliConfig } from '../cli.config.js';
import { type Output, table } from '../output.js';
import { UsageFault } from '../usage-fault.js';

/** As they are typed. */
export interface TopicChoices {
  /** Default 12. */
  readonly partitions: string;
  /** Default 3. */
  readonly replicas: string;
  /** `forever` or a number of days. */
  readonly retention: string;
  /** Subscriber of redeliveries. */
  readonly replay?: string;
}

const SUBSCRIBER = /^[a-z][a-z0-9-]{0,62}$/;
const COUNT = /^[1-9]\d{0,3}$/;

/** @throws {UsageFault} */
function declarationOf(choices: TopicChoices) {
  demandSense(choices);
  const { partitions, replicas, retention, replay } = choices;
  return declaredTopics({
    partitions: Number(partitions),
    replicas: Number(replicas),
    retention: retention === 'forever' ? 'forever' : Number(retention),
    ...(replay === undefined ? {} : { replayFor: replay }),
  });
}

/** @throws {UsageFault} */
function demandSense({ partitions, replicas, retention, replay }: TopicChoices): void {
  if (!COUNT.test(partitions) || !COUNT.test(replicas) || !(retention === 'forever' || COUNT.test(retention)))
    throw new UsageFault('--partitions and --replicas are whole numbers; --retention is forever or a number of days');
  if (replay !== undefined && !SUBSCRIBER.test(replay))
    throw new UsageFault('--replay is the name of a subscriber: small letters, digits, hyphens');
}

function tell(output: Output, differences: readonly TopicDifference[]): void {
  const rows = differences.map(({ topic, what, declared, found }) => [topic, what, declared, found]);
  for (const line of table(['topic', 'what', 'declared', 'found'], rows)) output.say(line);
}

/** @returns 1 when there is a difference */
export async function runTopicsCheck(config: CliConfig, output: Output, choices: TopicChoices): Promise<number> {
  const differences = await checkTopics(kafkaAccess(config, 'motcua-cli'), declarationOf(choices));
  if (differences.length === 0) output.say('all topics are as declared');
  else tell(output, differences);
  return differences.length === 0 ? 0 : 1;
}

/** @returns 1 when a difference is left that only people may remove */
export async function runTopicsApply(config: CliConfig, output: Output, choices: TopicChoices): Promise<number> {
  const { done, left } = await applyTopics(kafkaAccess(config, 'motcua-cli'), declarationOf(choices));
  for (const { topic, what, declared } of done)
    output.say(what === 'topic' ? `created ${topic}` : `set ${what} of ${topic} to ${declared}`);
  if (done.length === 0 && left.length === 0) output.say('nothing to do');
  if (left.length === 0) return 0;
  output.note('left as it is: partitions and replicas of a topic that is there are never changed here');
  tell(output, left);
  return 1;
}

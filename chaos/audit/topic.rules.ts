import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  decodeCloudEvent,
  type LifecycleEvent,
  type RecordedFact,
  replayHeaders,
  replayTopic,
  toLifecycleEvent,
  topics,
} from '@motcua/contracts';
import { kafkaClient } from '@motcua/messaging/kafka';
import pg from 'pg';
import { type Evidence, ofType, type StoredEvent, text } from './evidence.ts';
import type { Rule } from './rule.ts';

const PREFIX = 'dossier-';

interface TopicRecord {
  readonly event: LifecycleEvent;
  readonly replayId: string | undefined;
}

/** What an integrator would see: of each partition every record, in order. */
async function readTopic({ kafkaBrokers }: Evidence, topic: string): Promise<TopicRecord[]> {
  const kafka = kafkaClient({ brokers: kafkaBrokers!.split(','), clientId: 'auditor' });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]));
  await admin.disconnect();
  const open = new Set([...ends].filter(([, end]) => end > 0).map(([partition]) => partition));
  const records: TopicRecord[] = [];
  if (open.size === 0) return records;
  const consumer = kafka.consumer({ groupId: `auditor-${randomUUID()}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    const run = consumer.run({
      eachMessage: async ({ partition, message: { key, value, offset, headers = {} } }) => {
        if (!open.has(partition)) return;
        const texts = Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, String(bytes)]));
        records.push({ event: decodeCloudEvent({ key, value, headers: texts }), replayId: texts[replayHeaders.id] });
        if (Number(offset) >= ends.get(partition)! - 1) open.delete(partition);
        if (open.size === 0) resolve();
      },
    });
    run.catch(reject);
  });
  await consumer.disconnect();
  return records;
}

function publicFact(event: StoredEvent): LifecycleEvent {
  return toLifecycleEvent({ ...event, meta: event.meta as RecordedFact['meta'] });
}

function dossiers({ byStream }: Evidence): [string, readonly StoredEvent[]][] {
  return [...byStream].flatMap(([stream, events]) =>
    stream.startsWith(PREFIX) ? [[stream.slice(PREFIX.length), events]] : [],
  );
}

/** Repetitions taken away, the topic tells each dossier's facts 1..n in order, none missing, each as the store has it. */
export const topicTellsTheStore: Rule = async (evidence) => {
  const heard = Map.groupBy(await readTopic(evidence, topics.dossierLifecycle), ({ event }) => event.dossierId);
  const faults = dossiers(evidence).flatMap(([dossierId, facts]) =>
    ofDossier(dossierId, facts, heard.get(dossierId) ?? []),
  );
  const known = new Set(dossiers(evidence).map(([dossierId]) => dossierId));
  for (const dossierId of heard.keys()) if (!known.has(dossierId)) faults.push(`${dossierId} is on the topic alone`);
  return faults;
};

function ofDossier(dossierId: string, facts: readonly StoredEvent[], heard: readonly TopicRecord[]): string[] {
  let reached = 0;
  for (const { event } of heard) {
    const { dossierVersion: version } = event;
    const fact = facts[version - 1];
    if (fact === undefined || !isDeepStrictEqual(event, publicFact(fact)))
      return [`${dossierId}: version ${version} is told otherwise than stored`];
    if (version > reached + 1) return [`${dossierId}: version ${version} follows ${reached}`];
    reached = Math.max(reached, version);
  }
  return reached === facts.length ? [] : [`${dossierId}: ends at version ${reached} of ${facts.length}`];
}

/** Some facts were told more than once, so that taking repetitions away was needed. */
export const topicRepeats: Rule<{ least: number }> = async (evidence, { least }) => {
  const heard = await readTopic(evidence, topics.dossierLifecycle);
  const repeated = heard.length - new Set(heard.map(({ event }) => event.id)).size;
  return repeated >= least ? [] : [`only ${repeated} repetitions, ${least} needed for a finding`];
};

interface Plan {
  readonly target: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** The subscriber's topic has every fact of the plan at least once and nothing else, and the report's digest is that of the plan. */
export const replayTellsThePlan: Rule<{ facts: number }> = async (evidence, { facts: least }) => {
  const [asked] = ofType(evidence, 'ReplayRequested');
  const plan = asked!.data['plan'] as Plan;
  const jobId = text(asked!, 'jobId');
  const planned = evidence.events.filter(
    ({ stream, position }) => stream.startsWith(PREFIX) && position > Number(plan.from) && position <= Number(plan.to),
  );
  const heard = await readTopic(evidence, replayTopic(topics.dossierLifecycle, plan.target));
  const byId = new Map(heard.filter(({ replayId }) => replayId === jobId).map(({ event }) => [event.id, event]));
  const foreign = heard.filter(({ replayId }) => replayId !== jobId).length;
  const faults = planned.flatMap((fact) => {
    const told = byId.get(fact.id);
    byId.delete(fact.id);
    if (told === undefined) return [`${fact.stream} version ${fact.version} was not sent again`];
    return isDeepStrictEqual(told, publicFact(fact))
      ? []
      : [`${fact.stream} version ${fact.version} is told otherwise`];
  });
  if (byId.size + foreign > 0) faults.push(`${byId.size + foreign} records are not of the plan`);
  if (planned.length < least || plan.count !== planned.length)
    faults.push(`the plan counts ${plan.count} facts, the store ${planned.length}, ${least} wanted`);
  return [...faults, ...reported(evidence, planned)];
};

function reported(evidence: Evidence, planned: readonly StoredEvent[]): string[] {
  const [completed] = ofType(evidence, 'ReplayCompleted');
  if (completed === undefined) return ['the job never ended'];
  let digest = '';
  for (const { id } of planned) digest = createHash('sha256').update(`${digest}\n${id}`).digest('hex');
  const faults = completed.data['digest'] === digest ? [] : ['its digest is not that of the plan'];
  if (completed.data['done'] !== planned.length) faults.push(`it reports ${String(completed.data['done'])} facts done`);
  return faults;
}

interface ProjectionRow {
  readonly dossier_id: string;
  readonly version: number;
  readonly facts: number;
  readonly digest: string;
}

async function asked<Row extends pg.QueryResultRow>({ databaseUrl }: Evidence, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** What the consumers made of the facts is what the store makes of them. */
export const projectionIsTheFold: Rule = async (evidence) => {
  const rows = await asked<ProjectionRow>(evidence, 'SELECT dossier_id, version, facts, digest FROM chaos.projection');
  const made = new Map(rows.map((row) => [row.dossier_id, row]));
  return dossiers(evidence).flatMap(([dossierId, events]) => {
    const row = made.get(dossierId);
    if (row === undefined) return [`${dossierId}: nothing is projected`];
    if (row.facts !== events.length)
      return [`${dossierId}: ${row.facts} facts were added up, ${events.length} are stored`];
    return row.digest === folded(events) ? [] : [`${dossierId}: added up in another order`];
  });
};

function folded(events: readonly StoredEvent[]): string {
  return events.reduce(
    (digest, { id }) =>
      createHash('md5')
        .update(digest + id)
        .digest('hex'),
    '',
  );
}

interface Handling {
  readonly dossier_id: string;
  readonly version: number;
  readonly process: string;
  readonly began: Date;
  /** Null where the process was killed meanwhile. */
  readonly ended: Date | null;
}

/** No dossier's facts were begun out of order, and no two of them were in hand at the same time. */
export const handledInOrder: Rule = async (evidence) => {
  const rows = await asked<Handling>(
    evidence,
    'SELECT dossier_id, version, process, began, ended FROM chaos.handled ORDER BY n',
  );
  return [...Map.groupBy(rows, (row) => row.dossier_id)].flatMap(([dossierId, some]) => disorder(dossierId, some));
};

function disorder(dossierId: string, handlings: readonly Handling[]): string[] {
  let reached = 0;
  let busy: Handling | undefined;
  for (const one of handlings) {
    if (one.version > reached + 1) return [`${dossierId}: version ${one.version} was begun after ${reached}`];
    reached = Math.max(reached, one.version);
    if (busy !== undefined && busy.ended! > one.began)
      return [`${dossierId}: ${one.process} began ${one.version} while ${busy.process} had ${busy.version} in hand`];
    if (one.ended !== null && (busy === undefined || one.ended > busy.ended!)) busy = one;
  }
  return [];
}

/** Members died with facts in hand, and facts were begun again by others. */
export const membersDiedBusy: Rule<{ least: number }> = async (evidence, { least }) => {
  const [row] = await asked<{ n: string }>(evidence, 'SELECT count(*) AS n FROM chaos.handled WHERE ended IS NULL');
  return Number(row!.n) >= least ? [] : [`only ${row!.n} facts were in a dying hand, ${least} needed for a finding`];
};

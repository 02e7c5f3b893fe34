// Rebuilds the list of dossiers from the lifecycle topic alone, up to its present end, and writes it as CSV.
//
//   node --disable-warning=TimeoutNegativeWarning rebuild.ts <brokers> <topics, with commas> <state file> <csv file>
//
// The state file holds the list and the offsets together, so a killed run goes on where its last save was.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { type EachBatchPayload, Kafka, type KafkaMessage } from 'kafkajs';

interface Dossier {
  code: string;
  status: number | '';
  resume: number | '';
  unit: string;
  procedure: string;
  dueAt: string;
  version: number;
  /** The version that is missing; 0 where none is. */
  hole: number;
}

interface State {
  /** `<topic>/<partition>` -> the offset to read next. */
  offsets: Record<string, number>;
  dossiers: Record<string, Dossier>;
}

/** The fields that the list needs; each event has some of them. */
interface Data {
  dossierCode: string;
  unitCode: string;
  receivingUnit: string;
  procedureCode: string | null;
  resumeState: 'submitted' | 'accepted' | 'processing';
  becomes: 'intakeRefused' | 'stopped';
  changesStatus: boolean;
  resumes: boolean;
  status: number;
  due: { dueAt: string } | null;
}

const [brokers = '', topicList = '', stateFile = '', csvFile = ''] = argv.slice(2);
const topics = topicList.split(',');
const state: State = existsSync(stateFile)
  ? (JSON.parse(readFileSync(stateFile, 'utf8')) as State)
  : { offsets: {}, dossiers: {} };

const statuses: Record<string, number> = {
  DossierSubmitted: 1,
  DossierAccepted: 2,
  IntakeRefused: 3,
  StepForwarded: 4,
  SupplementRequested: 5,
  DossierWithdrawn: 7,
  DossierStopped: 8,
  DossierReopened: 4,
  ResultSigned: 9,
  ResultReturned: 10,
};
const resumes: Record<Data['resumeState'], number> = { submitted: 1, accepted: 2, processing: 4 };
/** Their `due` is the due date of the dossier; that of the others is another limit's. */
const movesDueDate = new Set([
  'DossierAccepted',
  'SupplementCompleted',
  'DossierTransferred',
  'ProcedureCaseChanged',
  'DueDateExtended',
  'DueDateMoved',
  'DossierReopened',
  'PaymentConfirmed',
  'PaymentCancelled',
]);

const changes: Record<string, (dossier: Dossier, data: Data) => void> = {
  CodeRequested: (dossier, data) => {
    dossier.unit = data.unitCode;
    dossier.procedure = data.procedureCode ?? '';
  },
  DossierSubmitted: (dossier, data) => {
    dossier.unit = data.receivingUnit;
    dossier.procedure = data.procedureCode ?? '';
  },
  DossierCodeAssigned: (dossier, data) => {
    dossier.code ||= data.dossierCode;
  },
  SupplementRequested: (dossier, data) => {
    dossier.resume = resumes[data.resumeState];
  },
  SupplementCompleted: (dossier) => {
    dossier.status = dossier.resume;
  },
  SupplementLapsed: (dossier, data) => {
    dossier.status = data.becomes === 'stopped' ? 8 : 3;
  },
  PaymentRequested: (dossier, data) => {
    if (data.changesStatus) dossier.status = 6;
  },
  PaymentConfirmed: afterPayment,
  PaymentCancelled: afterPayment,
  MirrorStatusReported: (dossier, data) => {
    dossier.status = data.status;
    dossier.unit = data.receivingUnit;
  },
};

function afterPayment(dossier: Dossier, data: Data): void {
  if (data.resumes) dossier.status = 4;
}

/** One event, once and in its turn: an old one is skipped, and after a hole a dossier waits for the missing one. */
function take(message: KafkaMessage): void {
  const header = (name: string) => String(message.headers?.[name] ?? '');
  const name = /^vn\.motcua\.dossier\.([a-z0-9-]+)\.v1$/.exec(header('ce_type'))?.[1];
  if (name === undefined) return; // not one of these events
  const version = Number(header('ce_dossierversion'));
  const id = header('ce_subject');
  const dossier = (state.dossiers[id] ??= {
    code: '',
    status: '',
    resume: '',
    unit: '',
    procedure: '',
    dueAt: '',
    version: 0,
    hole: 0,
  });
  if (version <= dossier.version) return;
  if (version > dossier.version + 1) {
    dossier.hole = dossier.version + 1;
    return;
  }
  apply(
    dossier,
    name.replace(/(^|-)[a-z]/g, (start) => start.slice(-1).toUpperCase()),
    JSON.parse(String(message.value)),
  );
  dossier.version = version;
  dossier.hole = 0;
}

/** What an event changes; one that is not named here changes nothing that the list shows. */
function apply(dossier: Dossier, type: string, data: Data): void {
  dossier.status = statuses[type] ?? dossier.status;
  if (movesDueDate.has(type) && data.due !== null) dossier.dueAt = data.due.dueAt;
  changes[type]?.(dossier, data);
}

/** The old file or the new one, never half of one. */
function save(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function csv(): string {
  const rows = Object.entries(state.dossiers).map(([id, { code, status, unit, procedure, dueAt, version, hole }]) =>
    [id, code, status, unit, procedure, dueAt, version, hole || ''].join(','),
  );
  return ['dossierId,code,status,unit,procedure,dueAt,version,missing', ...rows.sort()].join('\n') + '\n';
}

const kafka = new Kafka({ clientId: 'dossier-list', brokers: brokers.split(','), logLevel: 1 });
const admin = kafka.admin();
await admin.connect();
const ends = new Map<string, number>();
for (const topic of topics)
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
    const place = `${topic}/${partition}`;
    state.offsets[place] = Math.max(state.offsets[place] ?? 0, Number(low));
    ends.set(place, Number(high));
  }
await admin.disconnect();

const isAtEnd = () => [...ends].every(([place, end]) => state.offsets[place]! >= end);

if (!isAtEnd()) {
  // The offsets are ours to keep, so the group is only a name: a new one for each run, and nothing is committed to it.
  const consumer = kafka.consumer({
    groupId: `dossier-list-${process.pid}-${Date.now()}`,
    allowAutoTopicCreation: false,
  });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  let finish: (error?: unknown) => void = () => undefined;
  const finished = new Promise<void>((resolve, reject) => {
    finish = (error) => (error === undefined ? resolve() : reject(error));
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => finish(payload.error));
  await consumer.run({
    autoCommit: false,
    eachBatch: async (payload: EachBatchPayload) => {
      const { batch } = payload;
      const place = `${batch.topic}/${batch.partition}`;
      for (const message of batch.messages) take(message);
      state.offsets[place] = Math.max(state.offsets[place] ?? 0, Number(batch.lastOffset()) + 1);
      save(stateFile, JSON.stringify(state));
      await payload.heartbeat();
      if (isAtEnd()) finish();
    },
  });
  for (const [place, offset] of Object.entries(state.offsets)) {
    const [topic = '', partition] = place.split('/');
    if (ends.has(place)) consumer.seek({ topic, partition: Number(partition), offset: String(offset) });
  }
  await finished;
  await consumer.disconnect();
}
save(csvFile, csv());
const holes = Object.entries(state.dossiers).filter(([, { hole }]) => hole > 0);
for (const [id, { hole }] of holes) console.error(`hole: dossier ${id} lacks version ${hole}`);
process.exit(holes.length > 0 ? 3 : 0);

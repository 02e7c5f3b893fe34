import type { ApiResponseSchemaHost } from '@nestjs/swagger';
import { officerCommands } from '../possible-commands/officer-command-names.js';

type Schema = ApiResponseSchemaHost['schema'];

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer' };
const uuid: Schema = { type: 'string', format: 'uuid' };
const moment: Schema = { type: 'string', format: 'date-time' };
const open: Schema = { type: 'object', additionalProperties: true };

function orNull(schema: Schema): Schema {
  return { ...schema, nullable: true };
}

function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** @param optional names of members that may be absent */
function record(properties: Readonly<Record<string, Schema>>, ...optional: readonly string[]): Schema {
  return { type: 'object', required: Object.keys(properties).filter((name) => !optional.includes(name)), properties };
}

const named = record({ code: text, name: text });

const person = orNull(
  record({
    fullName: text,
    personalId: orNull(text),
    birthDate: orNull(text),
    address: orNull(text),
    phone: orNull(text),
    email: orNull(text),
  }),
);

const dueSchema: Schema = record(
  {
    dueAt: moment,
    rule: { ...text, description: 'which rule counted' },
    amount: { type: 'number' },
    startedAt: moment,
    countedFrom: moment,
    countedDays: listOf({ type: 'string', format: 'date' }),
    skippedDays: listOf(record({ date: { type: 'string', format: 'date' }, reason: text })),
    calendarVersion: text,
    replacedVersion: text,
    provisional: { ...flag, description: 'passed over days of a calendar that is not confirmed' },
  },
  'replacedVersion',
);

const command = { command: { ...text, enum: [...officerCommands] }, id: orNull(text) };

const document = record({ blobId: uuid, cipherDigest: text, number: text, signed: flag });
const resultKind: Schema = { type: 'string', enum: ['positive', 'negative'] };

/** What stands on every page, whatever the dossier has gone through. */
const always = {
  version: { ...count, description: 'facts in the stream of the dossier' },
  status: orNull({ ...count, minimum: 1, maximum: 10, description: 'national status code' }),
  statusName: orNull(text),
  unreadable: orNull({
    ...record({ code: { ...text, enum: ['keys.missing'] }, detail: text, facts: count }),
    description: 'something personal was said that cannot be opened here; nulls and absent texts then mean nothing',
  }),
  applicant: { ...person, description: 'null after erasure, and when `unreadable`' },
  submitter: person,
  declaration: orNull({ ...open, description: 'in the names of the form, see declarationSchema of the procedure' }),
  matter: orNull(text),
  deadlines: listOf(
    record({
      deadline: { type: 'string', enum: ['intakeAnswer', 'supplement', 'resolution', 'apology', 'opinion', 'step'] },
      dueAt: moment,
    }),
  ),
  components: listOf(
    record({
      code: text,
      name: text,
      files: listOf(
        record({
          attachmentId: uuid,
          source: { type: 'string', enum: ['upload', 'database', 'shown'] },
          mime: orNull(text),
          size: orNull(count),
          fileName: orNull(text),
        }),
      ),
    }),
  ),
  supplements: listOf(
    record(
      {
        stage: { type: 'string', enum: ['intake', 'appraisal'] },
        resumeState: text,
        items: listOf(text),
        by: text,
        requestedAt: moment,
        due: dueSchema,
        reason: text,
        itemTexts: listOf(text),
      },
      'reason',
      'itemTexts',
    ),
  ),
  steps: listOf(
    record({ unit: text, handler: orNull(text), from: orNull(text), since: moment, stepDue: orNull(moment) }),
  ),
  opinions: listOf(
    record(
      { opinionId: uuid, toUnit: text, dueAt: moment, given: flag, question: text, answer: orNull(text) },
      'question',
    ),
  ),
  tasks: listOf(
    record({ taskId: uuid, kind: text, settled: flag, system: text, raisedAt: moment, text: orNull(text) }),
  ),
  deliveries: listOf(
    record({
      dossierId: uuid,
      system: text,
      seq: count,
      op: text,
      state: text,
      reason: orNull(text),
      suggestion: orNull(text),
      nextAt: orNull(moment),
      attempts: count,
      since: moment,
    }),
  ),
  resultsReceived: listOf(
    record(
      {
        system: text,
        externalStatus: text,
        resultKind,
        receivedAt: moment,
        blobId: orNull(uuid),
        blobDigest: orNull(text),
        fields: open,
      },
      'fields',
    ),
  ),
  possible: {
    ...listOf(record(command)),
    description:
      "what this officer may do now, by address under the dossier; `id` is the payment's, opinion's or task's",
  },
  hindered: {
    ...listOf(record({ ...command, code: text, detail: text })),
    description: 'what would come next, and what it waits for',
  },
  result: orNull(record({ resultKind, signedAt: moment, late: flag, document, revoked: flag })),
};

/** What a dossier has that was filed here; a reserved code and a mirror of another system's dossier have less. */
const filed = {
  dossierId: uuid,
  externalCodes: listOf(record({ system: text, code: text })),
  receivingUnit: named,
  procedure: record({ code: text, versionId: text, name: text }),
  dossierCode: orNull(text),
  channel: text,
  procedureCase: record({ code: text, name: orNull(text) }),
  ruleSet: text,
  resolvingUnit: named,
  returnMethod: { type: 'string', enum: ['counter', 'post', 'online'] },
  route: orNull({ ...open, description: 'the row of the routing table: who is served, by which wire profile' }),
  account: orNull({ type: 'string', enum: ['linked', 'linkable', 'new'] }),
  erased: orNull({ type: 'string', enum: ['shred', 'restrict'] }),
  submittedAt: moment,
  receivedAt: moment,
  postmarkedAt: orNull(moment),
  acceptedAt: orNull(moment),
  originalDueAt: orNull(moment),
  extended: flag,
  due: orNull(dueSchema),
  intakeAnswer: orNull(dueSchema),
  supplement: orNull(
    record({
      stage: text,
      resumeState: text,
      items: listOf(text),
      requestedAt: moment,
      due: dueSchema,
      answers: listOf(record({ items: listOf(text), submittedAt: moment })),
    }),
  ),
  feeCollect: { type: 'string', enum: ['before', 'after', 'exempt'] },
  feeAmount: { ...count, description: 'đồng' },
  payments: listOf(
    record({
      paymentId: uuid,
      amount: { ...count, description: 'đồng' },
      state: { type: 'string', enum: ['pending', 'paid', 'cancelled', 'refunded'] },
      requestedAt: moment,
    }),
  ),
} satisfies Record<string, Schema>;

const others = {
  mirrorOf: { ...text, description: 'only of a mirror: the system that resolves it' },
  reportedAt: { ...moment, description: 'only of a mirror' },
  state: { ...open, description: 'only of a reserved code: what is known of it' },
} satisfies Record<string, Schema>;

export const dossierPageSchema: Schema = record(
  { ...always, ...filed, ...others },
  ...Object.keys(filed),
  ...Object.keys(others),
);

export const duePreviewSchema: Schema = record({
  dossierId: uuid,
  version: { ...count, description: 'facts in the stream of the dossier' },
  askedAt: { ...moment, description: 'a minute later the date may be another' },
  deadline: { type: 'string', enum: ['resolution', 'supplement', 'intakeAnswer'] },
  due: dueSchema,
});

/** Data and personal part of a fact are those of its type: see the public events for the data. */
export const timelineSchema: Schema = record({
  dossierId: uuid,
  items: listOf(
    record(
      {
        id: uuid,
        version: count,
        type: text,
        actor: text,
        recordedAt: moment,
        data: { ...open, description: 'as its type has it' },
        personal: {
          ...open,
          description: 'absent where nothing personal was said, after erasure, and where `unreadable`',
        },
        unreadable: { ...flag, description: 'something personal was said, and its key is missing here' },
      },
      'personal',
      'unreadable',
    ),
  ),
});

import type { ProcedureVersion, TimeLimit } from '@motcua/domain';
import { ApiProperty, type ApiResponseSchemaHost } from '@nestjs/swagger';

type Schema = ApiResponseSchemaHost['schema'];

const CHANNELS = ['counter', 'post', 'nationalPortal', 'provincialPortal', 'vneid', 'linkedPortal', 'kiosk'] as const;
const LIMIT_UNITS = ['workingDay', 'workingHour', 'calendarDay', 'sameDay', 'wallClockHour'] as const;
const ROUTES = ['provincial', 'ministryCentral', 'linked'] as const;

const text: Schema = { type: 'string' } as const;
const flag: Schema = { type: 'boolean', description: 'confirmed by a legal text' };
const names: Schema = {
  type: 'object',
  required: ['vi', 'en'],
  properties: { vi: text, en: text },
};
const limit: Schema = {
  type: 'object',
  required: ['unit', 'amount'],
  properties: {
    unit: { ...text, enum: [...LIMIT_UNITS] },
    amount: { type: 'number' },
  },
  additionalProperties: true,
};
const conditions: Schema = {
  type: 'array',
  description: 'alternatives; in each, every pointer into the declaration must hold one of the values',
  items: {
    type: 'object',
    required: ['all'],
    properties: {
      all: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer'],
          properties: {
            pointer: text,
            in: { type: 'array', items: { oneOf: [text, { type: 'number' }, { type: 'boolean' }] } },
            present: { type: 'boolean' },
          },
        },
      },
    },
  },
};
const channels: Schema = { type: 'array', items: { ...text, enum: [...CHANNELS] } };

export class LocalisedName {
  @ApiProperty()
  readonly vi!: string;

  @ApiProperty()
  readonly en!: string;
}

export class ProcedureField {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty()
  readonly name!: string;
}

/** A procedure as a list shows it. */
export class ProcedureLine {
  @ApiProperty({ example: '2.000488' })
  readonly code!: string;

  @ApiProperty({ type: LocalisedName })
  readonly name!: LocalisedName;

  @ApiProperty({ type: ProcedureField })
  readonly field!: ProcedureField;

  @ApiProperty({ enum: CHANNELS, isArray: true })
  readonly channels!: ProcedureVersion['channels'];

  @ApiProperty({ enum: ROUTES, description: 'who resolves it' })
  readonly route!: ProcedureVersion['route'];
}

export class ProcedureList {
  @ApiProperty({ type: [ProcedureLine] })
  readonly items!: readonly ProcedureLine[];
}

export class ReceivingUnit {
  @ApiProperty({ example: 'H99.14' })
  readonly code!: string;

  @ApiProperty()
  readonly name!: string;
}

export class ShownLimit {
  @ApiProperty({ enum: LIMIT_UNITS })
  readonly unit!: TimeLimit['unit'];

  @ApiProperty()
  readonly amount!: number;
}

export class IntakeAnswerLimits {
  @ApiProperty({ type: ShownLimit, description: 'until the office answers an online dossier' })
  readonly online!: ShownLimit;
}

export class ProcedureLimits {
  @ApiProperty({ type: IntakeAnswerLimits })
  readonly intakeAnswer!: IntakeAnswerLimits;

  @ApiProperty({ type: ShownLimit, description: "the applicant's time to complete" })
  readonly supplement!: ShownLimit;

  @ApiProperty({ type: ShownLimit, description: 'after acceptance, in which a supplement may be asked for' })
  readonly appraisalSupplementWindow!: ShownLimit;
}

export class ProcedureResult {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty({ type: LocalisedName })
  readonly name!: LocalisedName;
}

export class CodeChoice {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty({ type: LocalisedName })
  readonly name!: LocalisedName;
}

export class ChoiceList {
  @ApiProperty({ example: 'ethnicity', description: 'as `x-codeList` of the form names it' })
  readonly id!: string;

  @ApiProperty({ type: [CodeChoice] })
  readonly choices!: readonly CodeChoice[];
}

/** What a page needs to ask for everything: form, papers, fees, limits, units. */
export class ProcedureForm extends ProcedureLine {
  @ApiProperty({ example: '2.000488@2020-1' })
  readonly versionId!: string;

  @ApiProperty({ enum: ['2020', '2022', '2025', '2026'] })
  readonly ruleSet!: ProcedureVersion['ruleSet'];

  @ApiProperty({ enum: ['none', 'province', 'nation'], description: 'where else it may be handed in' })
  readonly boundaryFree!: ProcedureVersion['boundaryFree'];

  @ApiProperty({
    type: 'array',
    items: {
      type: 'object',
      required: ['code', 'name', 'resolution'],
      properties: { code: text, name: names, resolution: limit },
    },
  })
  readonly cases!: ProcedureVersion['cases'];

  @ApiProperty({
    type: 'array',
    items: {
      type: 'object',
      required: ['code', 'name', 'required', 'source', 'copies', 'basis', 'verified'],
      properties: {
        code: text,
        name: names,
        required: { oneOf: [{ ...text, enum: ['always', 'never'] }, conditions] },
        channels,
        anyOfGroup: text,
        source: { ...text, enum: ['upload', 'database', 'shown'] },
        copies: {
          type: 'object',
          properties: {
            originals: { type: 'integer' },
            certified: { type: 'integer' },
            photocopies: { type: 'integer' },
          },
        },
        basis: text,
        verified: flag,
      },
    },
  })
  readonly components!: ProcedureVersion['components'];

  @ApiProperty({
    type: 'array',
    items: {
      type: 'object',
      required: ['code', 'name', 'amount', 'collect', 'basis', 'verified'],
      properties: {
        code: text,
        name: names,
        amount: { type: 'integer', description: 'đồng' },
        payerClasses: { type: 'array', items: text },
        perCopyFrom: { type: 'integer' },
        cases: { type: 'array', items: text },
        channels,
        when: conditions,
        collect: { ...text, enum: ['before', 'after', 'exempt'] },
        basis: text,
        verified: flag,
      },
    },
  })
  readonly fees!: ProcedureVersion['fees'];

  @ApiProperty({ type: ProcedureLimits })
  readonly limits!: ProcedureLimits;

  @ApiProperty({ type: ProcedureResult })
  readonly result!: ProcedureResult;

  @ApiProperty({ type: [ReceivingUnit], description: 'the units that receive it today' })
  readonly receivingUnits!: readonly ReceivingUnit[];

  @ApiProperty({ description: 'confirmed by a legal text' })
  readonly verified!: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'the form of the declaration as a JSON Schema 2020-12 document',
  })
  readonly declarationSchema!: object;

  @ApiProperty({ type: [ChoiceList], description: 'what may be chosen today, for every list that the form names' })
  readonly codeLists!: readonly ChoiceList[];

  @ApiProperty({ type: 'integer', description: 'largest scan, bytes' })
  readonly uploadBytes!: number;
}

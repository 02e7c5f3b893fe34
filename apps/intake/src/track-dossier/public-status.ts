import {
  Catalogue,
  type Dossier,
  type DueDate,
  type FiledDossier,
  type MirrorDossier,
  NATIONAL_STATUSES,
  type NationalStatusCode,
  nationalStatus,
} from '@motcua/domain';
import { DeclarationSchemas } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

const RULES: readonly DueDate['rule'][] = [
  'workingDay',
  'workingHour',
  'calendarDay',
  'sameDay',
  'wallClockHour',
  'outage',
  'pause',
  'extension',
];

/** A date with its reasons: which rule, which days counted, which did not. */
export class ShownDue {
  @ApiProperty({ enum: ['intakeAnswer', 'supplement', 'resolution'] })
  readonly what!: 'intakeAnswer' | 'supplement' | 'resolution';

  @ApiProperty({ format: 'date-time' })
  readonly dueAt!: string;

  @ApiProperty({ enum: RULES, description: 'which rule counted' })
  readonly rule!: DueDate['rule'];

  @ApiProperty({ type: Number, description: 'units of the rule; working days for pause, working hours for outage' })
  readonly amount!: number;

  @ApiProperty({ format: 'date-time' })
  readonly countedFrom!: string;

  @ApiProperty({ type: [String], example: ['2026-11-24'], description: 'local dates that counted' })
  readonly countedDays!: readonly string[];

  @ApiProperty({ type: () => [SkippedDay], description: 'local dates that did not count' })
  readonly skippedDays!: readonly SkippedDay[];
}

export class SkippedDay {
  @ApiProperty({ format: 'date' })
  readonly date!: string;

  @ApiProperty({ description: 'reason of the calendar, or weekend' })
  readonly reason!: string;
}

/** What everybody may know who has the code; nothing about a person. */
export class PublicStatus {
  @ApiProperty({ type: String, nullable: true, example: 'H99.14-261124-0001' })
  readonly dossierCode!: string | null;

  @ApiProperty({ type: [String], description: 'codes that other systems gave the dossier' })
  readonly externalCodes!: readonly string[];

  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 1,
    maximum: 10,
    description: 'national status code; null for a code that has no dossier (reserved, or closed again)',
  })
  readonly status!: NationalStatusCode | null;

  @ApiProperty({ description: 'in Vietnamese' })
  readonly statusName!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly procedureCode!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly procedureName!: string | null;

  @ApiProperty()
  readonly receivingUnit!: string;

  @ApiProperty()
  readonly receivingUnitName!: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly submittedAt!: string | null;

  @ApiProperty({ type: ShownDue, nullable: true })
  readonly due!: ShownDue | null;

  @ApiProperty({ type: [String], description: 'papers and fields that the applicant is asked for' })
  readonly asked!: readonly string[];
}

/** As plain data: what shows more adds to it. */
export type ShownStatus = Pick<PublicStatus, keyof PublicStatus>;

/** Puts a dossier's state into words for the public. @law TT 22/2019/TT-BTTTT art. 4; TT 01/2018/TT-VPCP art. 16.2.d */
@Injectable()
export class PublicStatuses {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly declarations: DeclarationSchemas,
  ) {}

  /** @returns undefined when there is nothing to show */
  of(state: Dossier): ShownStatus | undefined {
    if (state.status === 'none') return undefined;
    if (state.status === 'reserved')
      return this.withoutDossier(state.dossierCode, state.unitCode, 'Mã số đã được cấp, đang chờ hồ sơ');
    if (state.status === 'codeVoided')
      return this.withoutDossier(state.dossierCode, null, 'Mã số đã đóng vì không nhận được hồ sơ');
    return state.status === 'mirror' ? this.mirror(state) : this.filed(state);
  }

  private mirror(state: MirrorDossier): ShownStatus {
    return {
      ...this.withoutDossier(null, state.receivingUnit, ''),
      ...nationalName(nationalStatus(state)),
      externalCodes: state.externalCodes.map(({ code }) => code),
    };
  }

  private filed(state: FiledDossier): ShownStatus {
    const version = this.catalogue.version(state.procedureVersionId);
    return {
      dossierCode: state.dossierCode,
      externalCodes: state.externalCodes.map(({ code }) => code),
      ...nationalName(nationalStatus(state)),
      procedureCode: version.code,
      procedureName: version.name.vi,
      receivingUnit: state.receivingUnit,
      receivingUnitName: this.catalogue.unit(state.receivingUnit).name,
      submittedAt: state.submittedAt,
      due: dueOf(state),
      asked: state.status === 'supplementRequested' ? this.namesOf(version.id, state.supplement.items) : [],
    };
  }

  private withoutDossier(dossierCode: string | null, unit: string | null, statusName: string): ShownStatus {
    const parsed = unit === null && dossierCode !== null ? this.catalogue.parseCode(dossierCode) : undefined;
    const receivingUnit = unit ?? (parsed?.ok === true ? parsed.code.unitCode : '');
    return {
      dossierCode,
      externalCodes: [],
      status: null,
      statusName,
      procedureCode: null,
      procedureName: null,
      receivingUnit,
      receivingUnitName: receivingUnit === '' ? '' : this.catalogue.unit(receivingUnit).name,
      submittedAt: null,
      due: null,
      asked: [],
    };
  }

  /** @param items codes of components or pointers of fields */
  namesOf(versionId: string, items: readonly string[]): string[] {
    const { components } = this.catalogue.version(versionId);
    const fields = this.declarations.fields(versionId);
    return items.map((item) => {
      const component = components.find(({ code }) => code === item);
      const field = fields.find(({ pointer }) => pointer === item.replaceAll(/\/\d+(?=\/|$)/g, '/*'));
      return component?.name.vi ?? field?.title ?? item;
    });
  }
}

function nationalName(code: number | null): Pick<ShownStatus, 'status' | 'statusName'> {
  const known = NATIONAL_STATUSES.find((status) => status.code === code);
  return { status: known?.code ?? null, statusName: known?.name ?? 'Chưa xác định' };
}

function dueOf(state: FiledDossier): ShownDue | null {
  switch (state.status) {
    case 'submitted':
      return state.intakeAnswer === null ? null : shown('intakeAnswer', state.intakeAnswer);
    case 'supplementRequested':
      return shown('supplement', state.supplement.due);
    case 'accepted':
    case 'processing':
    case 'paymentRequested':
      return shown('resolution', state.acceptance.due);
    case 'intakeRefused':
    case 'withdrawn':
    case 'stopped':
    case 'resolved':
    case 'returned':
      return null;
  }
}

function shown(what: ShownDue['what'], due: DueDate): ShownDue {
  const { dueAt, rule, amount, countedFrom, countedDays, skippedDays } = due;
  return { what, dueAt, rule, amount, countedFrom, countedDays, skippedDays };
}

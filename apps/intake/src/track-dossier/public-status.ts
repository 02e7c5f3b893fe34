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

/** A date with its reasons: which rule, which days counted, which did not. */
export interface ShownDue {
  readonly what: 'intakeAnswer' | 'supplement' | 'resolution';
  readonly dueAt: string;
  readonly rule: DueDate['rule'];
  readonly amount: number;
  readonly countedFrom: string;
  readonly countedDays: readonly string[];
  readonly skippedDays: DueDate['skippedDays'];
}

/** What everybody may know who has the code; nothing about a person. */
export interface PublicStatus {
  readonly dossierCode: string | null;
  readonly externalCodes: readonly string[];
  /** National code 1..10; null for a code that has no dossier (reserved, or closed again). */
  readonly status: NationalStatusCode | null;
  readonly statusName: string;
  readonly procedureCode: string | null;
  readonly procedureName: string | null;
  readonly receivingUnit: string;
  readonly receivingUnitName: string;
  readonly submittedAt: string | null;
  readonly due: ShownDue | null;
  /** Papers and fields that the applicant is asked for. */
  readonly asked: readonly string[];
}

/** Puts a dossier's state into words for the public. @law TT 22/2019/TT-BTTTT art. 4; TT 01/2018/TT-VPCP art. 16.2.d */
@Injectable()
export class PublicStatuses {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly declarations: DeclarationSchemas,
  ) {}

  /** @returns undefined when there is nothing to show */
  of(state: Dossier): PublicStatus | undefined {
    if (state.status === 'none') return undefined;
    if (state.status === 'reserved')
      return this.withoutDossier(state.dossierCode, state.unitCode, 'Mã số đã được cấp, đang chờ hồ sơ');
    if (state.status === 'codeVoided')
      return this.withoutDossier(state.dossierCode, null, 'Mã số đã đóng vì không nhận được hồ sơ');
    return state.status === 'mirror' ? this.mirror(state) : this.filed(state);
  }

  private mirror(state: MirrorDossier): PublicStatus {
    return {
      ...this.withoutDossier(null, state.receivingUnit, ''),
      ...nationalName(nationalStatus(state)),
      externalCodes: state.externalCodes.map(({ code }) => code),
    };
  }

  private filed(state: FiledDossier): PublicStatus {
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

  private withoutDossier(dossierCode: string | null, unit: string | null, statusName: string): PublicStatus {
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

  /** Items are codes of components or pointers of fields. */
  private namesOf(versionId: string, items: readonly string[]): string[] {
    const { components } = this.catalogue.version(versionId);
    const fields = this.declarations.fields(versionId);
    return items.map((item) => {
      const component = components.find(({ code }) => code === item);
      const field = fields.find(({ pointer }) => pointer === item.replaceAll(/\/\d+(?=\/|$)/g, '/*'));
      return component?.name.vi ?? field?.title ?? item;
    });
  }
}

function nationalName(code: number | null): Pick<PublicStatus, 'status' | 'statusName'> {
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

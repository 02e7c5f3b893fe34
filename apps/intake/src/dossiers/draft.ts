import {
  Catalogue,
  type Channel,
  type ExternalCode,
  type FeeAssessment,
  type JsonObject,
  type Person,
  type ProcedureVersion,
  type ReturnMethod,
  type Submission,
  type SubmissionPersonal,
  type SubmittedComponent,
  feesFor,
  localDay,
  missingComponents,
} from '@motcua/domain';
import { DeclarationSchemas, type FieldFault, Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import type { Attachment } from '../upload-file/uploads.js';

/** A submission in our own terms, whatever the channel it came by. */
export interface Draft {
  readonly dossierId: string;
  readonly channel: Channel;
  readonly procedureCode: string;
  /** The first case of the procedure when absent. */
  readonly procedureCase?: string | undefined;
  readonly receivingUnit: string;
  readonly competentUnit?: string | undefined;
  readonly returnMethod: ReturnMethod;
  readonly applicant: Person;
  readonly submitter: Person;
  readonly declaration: JsonObject;
  readonly payerClass?: string | undefined;
  readonly copies?: number | undefined;
  readonly externalCodes: readonly ExternalCode[];
  readonly techId: string | null;
  /** When it was received: now, or the postmark. */
  readonly receivedAt: string;
}

export interface CheckOptions {
  /**
   * Outside systems whose form asks for less than ours: what is missing is then the officer's to ask for, once; what is wrong is
   * refused all the same.
   */
  readonly toleratesMissing?: boolean;
  /** The officer saw a proof: payer class and copies overrule the declaration. */
  readonly mayOverruleFee?: boolean;
}

/** A draft that its procedure accepts. */
export interface CheckedDraft {
  readonly version: ProcedureVersion;
  readonly procedureCase: string;
  readonly fee: FeeAssessment;
}

/** One sealed event holds 64 KiB; base64 and the public part take their share. */
const MAX_PERSONAL_BYTES = 44_000;

/** Judges drafts by the procedure version of their day. */
@Injectable()
export class DraftChecks {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly declarations: DeclarationSchemas,
  ) {}

  /**
   * @throws {Rejected} `procedure.unknown`, `procedure.not-open`, `fee.payer-class-unknown`
   * @throws {Problem} 422 `declaration.invalid` with every fault, `declaration.too-large`, `fee.from-declaration`
   */
  check(draft: Draft, options: CheckOptions = {}): CheckedDraft {
    const version = this.catalogue.resolve(draft.procedureCode, localDay(draft.receivedAt));
    this.checkDeclaration(version.id, draft.declaration, draft.receivedAt, options.toleratesMissing ?? false);
    refuseTooLarge(draft);
    const procedureCase = draft.procedureCase ?? version.cases[0]!.code;
    return { version, procedureCase, fee: feeOf(version, draft, procedureCase, options) };
  }

  /** @throws {Problem} 422 `declaration.invalid` */
  checkDeclaration(versionId: string, declaration: JsonObject, receivedAt: string, toleratesMissing = false): void {
    this.declarations.demand(versionId, declaration, { receivedAt, toleratesMissing });
  }

  /**
   * Everything the applicant has to hand in is there.
   *
   * @throws {Problem} 422 `dossier.components-missing` with the full list
   * @law NĐ 61/2018/NĐ-CP art. 16; that an incomplete online submission is not stored is our choice
   */
  demandComponents({ version }: CheckedDraft, draft: Draft, components: readonly SubmittedComponent[]): void {
    const present = components.map(({ componentCode }) => componentCode);
    const missing = missingComponents(version, draft.declaration, draft.channel, present);
    if (missing.length === 0) return;
    const errors = missing.map(({ anyOf }): FieldFault => ({
      pointer: '/components',
      code: `component.missing.${anyOf[0]!.code}`,
      detail: `Thiếu: ${anyOf.map(({ name }) => name.vi).join(' hoặc ')}.`,
    }));
    const reason = { components: missing.map(({ anyOf }) => anyOf.map(({ code }) => code)) };
    throw new Problem(422, 'dossier.components-missing', 'Hồ sơ còn thiếu thành phần bắt buộc.', { errors, reason });
  }
}

/** The command's public part. */
export function submissionOf(
  draft: Draft,
  { version, procedureCase, fee }: CheckedDraft,
  components: readonly SubmittedComponent[],
): Submission {
  return {
    dossierId: draft.dossierId,
    procedureCode: version.code,
    procedureCase,
    receivingUnit: draft.receivingUnit,
    competentUnit: draft.competentUnit ?? null,
    returnMethod: draft.returnMethod,
    externalCodes: draft.externalCodes,
    components,
    feeCollect: fee.collect,
    feeAmount: fee.total,
  };
}

/** The command's sealed part. */
export function personalOf(
  draft: Draft,
  { version }: CheckedDraft,
  attachments: readonly Attachment[],
): SubmissionPersonal {
  return {
    applicant: draft.applicant,
    submitter: draft.submitter,
    declaration: draft.declaration,
    attachments: attachments.map(({ personal }) => personal),
    matter: `${version.name.vi}: ${draft.applicant.fullName}`,
    techId: draft.techId,
  };
}

function refuseTooLarge({ applicant, submitter, declaration }: Draft): void {
  const bytes = Buffer.byteLength(JSON.stringify({ applicant, submitter, declaration }));
  if (bytes <= MAX_PERSONAL_BYTES) return;
  throw new Problem(422, 'declaration.too-large', 'Tờ khai quá dài, không thể lưu trữ.');
}

function feeOf(
  version: ProcedureVersion,
  draft: Draft,
  procedureCase: string,
  { mayOverruleFee }: CheckOptions,
): FeeAssessment {
  const { declaration, channel, payerClass, copies } = draft;
  if (mayOverruleFee !== true) {
    refuseOverruling(payerClass !== undefined && version.payer !== undefined, '/payerClass');
    refuseOverruling(copies !== undefined && version.copiesPointer !== undefined, '/copies');
  }
  return feesFor(version, {
    declaration,
    channel,
    procedureCase,
    ...(payerClass === undefined ? {} : { payerClass }),
    ...(copies === undefined ? {} : { copies }),
  });
}

/** Online nobody has seen a proof: the declaration says who pays, and its rules ask for the proof. */
function refuseOverruling(overrules: boolean, pointer: string): void {
  if (!overrules) return;
  const detail = 'Thông tin này lấy từ tờ khai, không khai riêng.';
  throw new Problem(422, 'fee.from-declaration', detail, {
    errors: [{ pointer, code: 'fee.from-declaration', detail }],
  });
}

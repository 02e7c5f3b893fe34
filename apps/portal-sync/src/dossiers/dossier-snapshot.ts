import {
  dossierDecider,
  type CanonicalStatus,
  type Catalogue,
  type FiledDossier,
  type RoutingRow,
} from '@motcua/domain';
import type { AttachmentView, DossierSnapshot, OpenedEvent, UnitView } from '@motcua/service-kit';
import { dueOf } from '../statuses/dossier-history.js';
import { declaredIn, feesOf, supplementsOf } from './packet-parts.js';
import { resultFiles, submittedFiles, type PacketFile } from './packet-files.js';

export interface SnapshotParts {
  readonly catalogue: Catalogue;
  readonly row: RoutingRow;
  readonly status: CanonicalStatus;
  /** Signed address of a file, by blob id. */
  readonly links: ReadonlyMap<string, string>;
  /** Roles of whoever recorded a fact, by its id. */
  readonly roleOf: (eventId: string) => string;
}

const returnWays = {
  counter: 'Trả kết quả trực tiếp tại Bộ phận Một cửa',
  post: 'Trả kết quả qua dịch vụ bưu chính công ích',
  online: 'Trả kết quả trực tuyến',
} as const;

/** All files of the packet, results last: what links are needed for. */
export function filesIn(events: readonly OpenedEvent[], dossier: FiledDossier, catalogue: Catalogue): PacketFile[] {
  const version = catalogue.version(dossier.procedureVersionId);
  return [...submittedFiles(events, version), ...resultFiles(events, version)];
}

/**
 * The dossier as the portal's record needs it, from its facts alone.
 *
 * @returns undefined when its personal data was destroyed
 */
export function dossierSnapshot(events: readonly OpenedEvent[], parts: SnapshotParts): DossierSnapshot | undefined {
  const { catalogue, row, status, links } = parts;
  const dossier = foldOf(events, catalogue);
  const declared = declaredIn(events);
  if (dossier === undefined || declared === undefined) return undefined;
  const version = catalogue.version(dossier.procedureVersionId);
  const acceptedAt = dossier.acceptance?.acceptedAt ?? dossier.receivedAt;
  return {
    dossierId: dossier.dossierId,
    dossierCode: dossier.dossierCode ?? '',
    channel: dossier.channel,
    procedureCode: dossier.procedureCode,
    procedureName: version.name.vi,
    procedureCase: dossier.procedureCase,
    routing: { system: row.system, module: row.module, profile: row.profile },
    receivingUnit: unitView(dossier.receivingUnit, row, catalogue),
    registrationUnit: unitView(dossier.resolvingUnit, row, catalogue),
    submittedAt: dossier.submittedAt,
    // NgayTiepNhan is the acceptance; until then the day on which the dossier came in
    receivedAt: acceptedAt,
    acceptedAt,
    dueAt: dueOf(dossier) ?? '',
    applicant: declared.applicant,
    submitter: declared.submitter,
    techId: declared.techId,
    declaration: declared.declaration,
    attachments: submittedFiles(events, version).map((file) => attachmentView(file, links)),
    field: version.field,
    matter: declared.matter,
    status,
    returnMethod: dossier.returnMethod,
    ...endOf(events),
    note: noteOf(events),
    processingUnitName: catalogue.unit(dossier.resolvingUnit).name,
    // every procedure of the catalogue is for citizens; an organisation would need a form that names it
    applicantKind: '1',
    fees: feesOf(version, dossier, declared.declaration),
    ...paymentOf(events),
    supplements: supplementsOf(events, parts.roleOf),
    results: resultFiles(events, version).map((file) => attachmentView(file, links)),
  };
}

export function attachmentView(
  { deleted, blobId, ...file }: PacketFile,
  links: SnapshotParts['links'],
): AttachmentView {
  return { ...file, deleted, url: links.get(blobId) ?? null };
}

function foldOf(events: readonly OpenedEvent[], catalogue: Catalogue): FiledDossier | undefined {
  const { evolve, initialState } = dossierDecider(catalogue);
  const dossier = events.reduce(evolve, initialState());
  return 'procedureVersionId' in dossier && dossier.status !== 'mirror' ? dossier : undefined;
}

function paymentOf(events: readonly OpenedEvent[]): Pick<DossierSnapshot, 'receiptNumber' | 'paidOnline'> {
  const payments = events.filter((event) => event.type === 'PaymentConfirmed');
  return {
    receiptNumber: payments.at(-1)?.data.receiptNumber ?? null,
    paidOnline: payments.some(({ data }) => data.method === 'online'),
  };
}

function unitView(code: string, { system }: RoutingRow, catalogue: Catalogue): UnitView {
  const unit = catalogue.unit(code);
  return { code: unit.code, name: unit.name, externalCode: unit.externalCodes[system] ?? null };
}

function endOf(
  events: readonly OpenedEvent[],
): Pick<DossierSnapshot, 'finishedAt' | 'returnedAt' | 'refusedAt' | 'returnInfo'> {
  const signed = events.findLast((event) => event.type === 'ResultSigned');
  const returned = events.findLast((event) => event.type === 'ResultReturned');
  return {
    finishedAt: signed?.data.signedAt ?? null,
    returnedAt: returned?.data.returnedAt ?? null,
    refusedAt: refusedAt(events),
    returnInfo: returned === undefined ? null : returnWays[returned.data.method],
  };
}

function refusedAt(events: readonly OpenedEvent[]): string | null {
  for (const event of events) {
    if (event.type === 'IntakeRefused') return event.data.refusedAt;
    if (event.type === 'SupplementLapsed' && event.data.becomes === 'intakeRefused') return event.data.lapsedAt;
  }
  return null;
}

/** The reason of what ended or stopped the dossier; the applicant reads it in the account. */
function noteOf(events: readonly OpenedEvent[]): string | null {
  const last = events.findLast(({ type }) => Object.hasOwn(remarks, type));
  return last === undefined ? null : (remarks[last.type]?.(last) ?? null);
}

const remarks: Readonly<Partial<Record<OpenedEvent['type'], (event: OpenedEvent) => string | null>>> = {
  IntakeRefused: reasonOf,
  DossierStopped: reasonOf,
  DossierReopened: () => null,
  ResultSigned: reasonOf,
  ResultRevoked: () => 'Kết quả giải quyết đã bị thu hồi',
};

function reasonOf({ personal }: OpenedEvent): string | null {
  return personal !== undefined && 'reason' in personal ? personal.reason : null;
}

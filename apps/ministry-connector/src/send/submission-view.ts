import type { Catalogue, DossierEvent, FiledDossier, JsonObject, JsonValue, SubmissionPersonal } from '@motcua/domain';
import type { AttachmentView, OpenedEvent, SubmissionView, UnitView } from '@motcua/service-kit';
import type { HandedDossier, Leg } from '../dossier/handed-dossier.js';

/**
 * The dossier as a professional system gets it: the declaration after the last supplement, texts in NFC, units with the numbers
 * that this system knows them by.
 *
 * @param opened the dossier's facts, opened; what is built from them lives for one call
 * @returns undefined when the personal data was erased
 */
export function submissionView(
  dossier: HandedDossier,
  leg: Leg,
  opened: readonly OpenedEvent[],
  catalogue: Catalogue,
): SubmissionView | undefined {
  const submitted = personalOf(opened);
  const { state, dossierCode } = dossier;
  if (submitted === undefined || state.acceptance === null || dossierCode === null) return undefined;
  const { applicant, submitter, techId } = composed(submitted);
  return {
    dossierId: dossier.dossierId,
    dossierCode,
    channel: state.channel,
    procedureCode: state.procedureCode,
    procedureName: catalogue.version(state.procedureVersionId).name.vi,
    procedureCase: state.procedureCase,
    routing: { system: leg.system, module: leg.module, profile: leg.profile },
    receivingUnit: unitView(catalogue, state.receivingUnit, leg.system),
    registrationUnit: unitView(catalogue, state.resolvingUnit, leg.system),
    submittedAt: state.submittedAt,
    receivedAt: state.receivedAt,
    acceptedAt: state.acceptance.acceptedAt,
    dueAt: state.acceptance.due.dueAt,
    applicant,
    submitter,
    techId,
    declaration: composed(declarationOf(opened, submitted)),
    attachments: attachmentsOf(state, opened, catalogue),
    receiptNumber: receiptOf(opened),
    ...basedOn(dossier, leg, opened),
  };
}

function personalOf(opened: readonly OpenedEvent[]): SubmissionPersonal | undefined {
  return of('DossierSubmitted', opened)[0]?.personal;
}

/** An answer to a supplement brings the whole declaration, or none. */
function declarationOf(opened: readonly OpenedEvent[], { declaration }: SubmissionPersonal): JsonObject {
  const answers = of('SupplementSubmitted', opened).map(({ personal }) => personal?.declaration ?? null);
  return answers.findLast((answer) => answer !== null) ?? declaration;
}

function receiptOf(opened: readonly OpenedEvent[]): string | null {
  return of('PaymentConfirmed', opened).at(-1)?.data.receiptNumber ?? null;
}

/** Legs of a chain refer to what the first system registered. */
function basedOn(dossier: HandedDossier, leg: Leg, opened: readonly OpenedEvent[]): { basedOn?: JsonObject } {
  if (dossier.isFirst(leg)) return {};
  const first = dossier.legs[0]?.system;
  const result = of('ResultReceived', opened).find(
    ({ data }) => data.system === first && data.resultKind === 'positive',
  );
  return result?.personal === undefined ? {} : { basedOn: result.personal.fields };
}

function unitView(catalogue: Catalogue, unitCode: string, system: string): UnitView {
  const { code, name, externalCodes } = catalogue.unit(unitCode);
  return { code, name, externalCode: externalCodes[system] ?? null };
}

function attachmentsOf(
  { components, procedureVersionId }: FiledDossier,
  opened: readonly OpenedEvent[],
  catalogue: Catalogue,
): AttachmentView[] {
  const names = new Map(catalogue.version(procedureVersionId).components.map(({ code, name }) => [code, name.vi]));
  const fileNames = new Map(fileNamesIn(opened));
  return components.flatMap(({ blobId, attachmentId, componentCode, mime, size }) => {
    const fileName = fileNames.get(attachmentId);
    if (blobId === null || fileName === undefined) return [];
    const name = names.get(componentCode) ?? componentCode;
    const file = { mime: mime ?? 'application/octet-stream', size: size ?? 0, url: null };
    return [{ attachmentId, componentCode, name, fileName: fileName.normalize('NFC'), ...file }];
  });
}

function fileNamesIn(opened: readonly OpenedEvent[]): [string, string][] {
  const sent = [
    ...of('DossierSubmitted', opened).flatMap(({ personal }) => personal?.attachments ?? []),
    ...of('SupplementSubmitted', opened).flatMap(({ personal }) => personal?.attachments ?? []),
    ...of('AttachmentAdded', opened).flatMap(({ personal }) => personal ?? []),
  ];
  return sent.map(({ attachmentId, fileName }) => [attachmentId, fileName]);
}

function of<Type extends DossierEvent['type']>(
  type: Type,
  opened: readonly OpenedEvent[],
): Extract<DossierEvent, { type: Type }>[] {
  return opened.filter((event) => event.type === type) as unknown as Extract<DossierEvent, { type: Type }>[];
}

/** Phones send names in NFD; ministries compare bytes. */
function composed<T>(value: T): T {
  return nfc(value as JsonValue) as T;
}

function nfc(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.normalize('NFC');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => nfc(item));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, nfc(item as JsonValue)]));
}

import type { ProcedureVersion, SubmittedComponent } from '@motcua/domain';
import type { OpenedEvent } from '@motcua/service-kit';

/** A file of the dossier as the packet lists it; its address is made when it is sent. */
export interface PacketFile {
  readonly attachmentId: string;
  readonly componentCode: string;
  /** Title of the slot or of the document. */
  readonly name: string;
  readonly fileName: string;
  readonly blobId: string;
  readonly mime: string;
  readonly size: number;
  /** A supplement brought another file for the same slot. */
  readonly deleted: boolean;
}

/** The scans, oldest first. Files of a supplement stand in place of those that were in the same slot before; others are added. */
export function submittedFiles(events: readonly OpenedEvent[], version: ProcedureVersion): PacketFile[] {
  return events.reduce<PacketFile[]>((files, event) => {
    if (event.type === 'DossierSubmitted')
      return [...files, ...filesOf(event.data.components, event.personal?.attachments, version)];
    if (event.type === 'AttachmentAdded')
      return [...files, ...filesOf([event.data.component], event.personal && [event.personal], version)];
    if (event.type === 'SupplementSubmitted')
      return replaced(files, filesOf(event.data.components, event.personal?.attachments, version));
    return files;
  }, []);
}

function replaced(files: readonly PacketFile[], added: readonly PacketFile[]): PacketFile[] {
  const slots = new Set(added.map(({ componentCode }) => componentCode));
  return [...files.map((file) => (slots.has(file.componentCode) ? { ...file, deleted: true } : file)), ...added];
}

/** The valid result document, numbered by how often it was made; none once it was revoked. */
export function resultFiles(events: readonly OpenedEvent[], version: ProcedureVersion): PacketFile[] {
  const signed = events.findLast((event) => event.type === 'ResultSigned');
  if (signed === undefined || events.some(({ type }) => type === 'ResultRevoked')) return [];
  const corrections = events.filter((event) => event.type === 'ResultCorrected');
  const { blobId, number } = (corrections.at(-1) ?? signed).data.document;
  const title = signed.data.resultKind === 'negative' ? 'Thông báo từ chối giải quyết hồ sơ' : version.result.name.vi;
  return [
    {
      attachmentId: String(corrections.length + 1),
      componentCode: '',
      name: number === '' ? title : `${title} số ${number}`,
      fileName: 'ket-qua.pdf',
      blobId,
      mime: 'application/pdf',
      size: 0,
      deleted: false,
    },
  ];
}

function filesOf(
  components: readonly SubmittedComponent[],
  names: readonly { readonly attachmentId: string; readonly fileName: string }[] | undefined,
  version: ProcedureVersion,
): PacketFile[] {
  return components.flatMap(({ attachmentId, componentCode, blobId, mime, size }) => {
    if (blobId === null || mime === null) return [];
    const fileName = names?.find((one) => one.attachmentId === attachmentId)?.fileName ?? '';
    const name = slotName(componentCode, version);
    return [{ attachmentId, componentCode, name, fileName, blobId, mime, size: size ?? 0, deleted: false }];
  });
}

function slotName(componentCode: string, version: ProcedureVersion): string {
  return version.components.find(({ code }) => code === componentCode)?.name.vi ?? componentCode;
}

import { createHash } from 'node:crypto';
import type { ResultDocument } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { BlobStore, CommandIdReused, Problem, Sealer, sniffFile } from '@motcua/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeskTimers } from '../desk-timers.js';
import type { Asking } from '../officer-command/asking.js';
import { FILE_KINDS } from './file-door.js';
import { FileRows, type FileRow } from './file-rows.js';

/** A file of a dossier that a command may refer to. */
export interface DossierFile {
  readonly fileId: string;
  readonly mime: string;
  readonly size: number;
  readonly cipherDigest: string;
}

/**
 * Scans, decisions and results on their way into a dossier, sealed with the dossier's key from the start. Every step may be
 * repeated; what a crash or an officer leaves unused is removed by the timer that was set before the first byte.
 */
@Injectable()
export class DossierFiles implements OnModuleInit {
  constructor(
    private readonly rows: FileRows,
    private readonly blobs: BlobStore,
    private readonly sealer: Sealer,
    private readonly store: EventStore,
    private readonly timers: DeskTimers,
  ) {}

  onModuleInit(): void {
    this.timers.handle('file-expired', ({ key }) => this.expire(key));
  }

  /** @throws {Problem} 422 `file.empty`, `file.kind-not-accepted`, `file.mislabelled` @throws {CommandIdReused} */
  async keep({ dossierId, commandId }: Asking, bytes: Buffer, declared: string): Promise<DossierFile> {
    const mime = await acceptedKind(bytes, declared);
    const contentHmac = this.sealer.blindIndex('desk-file', createHash('sha256').update(bytes).digest('hex'));
    await this.rows.add({ uploadId: commandId, dossierId, contentHmac, mime, size: bytes.byteLength });
    const row = (await this.rows.byUpload(commandId))!;
    if (row.contentHmac !== contentHmac) throw new CommandIdReused('the key is known with another file');
    return fileOf(row) ?? this.put(row, bytes);
  }

  /**
   * The file that a command names: an upload to this dossier, or a result that a ministry's system sent for it.
   *
   * @param pointer JSON pointer of the id in the request
   * @throws {Problem} 422 `file.unknown`
   */
  async named(dossierId: string, fileId: string, pointer = '/fileId'): Promise<DossierFile & { plainDigest: string }> {
    const row = await this.rows.byBlob(dossierId, fileId);
    const file = row === undefined ? undefined : fileOf(row);
    if (row?.sealed == null || file === undefined) return this.received(dossierId, fileId, pointer);
    const kept = await this.sealer.open<{ plainDigest: string }>(dossierId, contextOf(row.uploadId), row.sealed);
    return { ...file, plainDigest: kept?.plainDigest ?? '' };
  }

  /** As `named`, and a PDF: results and decisions. @throws {Problem} 422 `file.not-pdf` */
  async document(dossierId: string, fileId: string, pointer = '/fileId'): Promise<DossierFile> {
    const file = await this.named(dossierId, fileId, pointer);
    if (file.mime === 'application/pdf') return file;
    throw new Problem(422, 'file.not-pdf', 'Văn bản phải là tệp PDF.', {
      errors: [{ pointer, code: 'file.not-pdf', detail: 'Phải là tệp PDF.' }],
    });
  }

  private async put(row: FileRow, bytes: Buffer): Promise<DossierFile> {
    const { dossierId, uploadId, mime, size } = row;
    const { blobId, cipherDigest, plainDigest } = await this.blobs.put(dossierId, bytes);
    const sealed = await this.sealer.seal(dossierId, contextOf(uploadId), { plainDigest });
    if (await this.rows.fill(uploadId, { blobId, cipherDigest, sealed }))
      return { fileId: blobId, mime, size, cipherDigest };
    await this.blobs.remove(blobId);
    return fileOf((await this.rows.byUpload(uploadId))!)!;
  }

  private async received(dossierId: string, fileId: string, pointer: string) {
    const events = await this.store.read(`dossier-${dossierId}`);
    const result = events.find(({ type, data }) => type === 'ResultReceived' && data['blobId'] === fileId);
    if (result === undefined) {
      throw new Problem(422, 'file.unknown', 'Hồ sơ không có tệp này, hoặc tệp đã hết hạn. Vui lòng tải lại.', {
        errors: [{ pointer, code: 'file.unknown', detail: 'Không có tệp này trong hồ sơ.' }],
      });
    }
    const { blobDigest } = result.data as { readonly blobDigest: string | null };
    const bytes = await this.blobs.get(dossierId, fileId);
    const mime = (bytes === undefined ? undefined : await sniffFile(bytes)) ?? 'application/octet-stream';
    return { fileId, mime, size: bytes?.byteLength ?? 0, cipherDigest: blobDigest ?? '', plainDigest: '' };
  }

  /** Unused files go; used ones lose only their row. */
  private async expire(uploadId: string): Promise<void> {
    const row = await this.rows.byUpload(uploadId);
    if (row === undefined) return;
    const { blobId, dossierId } = row;
    if (blobId !== null && !(await this.isUsed(dossierId, blobId))) await this.blobs.remove(blobId);
    await this.rows.remove(uploadId);
  }

  private async isUsed(dossierId: string, blobId: string): Promise<boolean> {
    for (const stream of await this.rows.streamsOf(dossierId)) {
      const events = await this.store.read(stream);
      if (events.some(({ data }) => JSON.stringify(data).includes(blobId))) return true;
    }
    return false;
  }
}

/** A file as the document of a result. */
export function resultDocument(file: DossierFile, number: string, signed: boolean): ResultDocument {
  return { blobId: file.fileId, cipherDigest: file.cipherDigest, number, signed };
}

function fileOf({ blobId, mime, size, cipherDigest }: FileRow): DossierFile | undefined {
  return blobId === null ? undefined : { fileId: blobId, mime, size, cipherDigest: cipherDigest ?? '' };
}

async function acceptedKind(bytes: Buffer, declared: string): Promise<string> {
  if (bytes.byteLength === 0) throw refused('file.empty', 'Tệp không có nội dung. Vui lòng chọn lại tệp.');
  const mime = await sniffFile(bytes);
  if (mime === undefined || !FILE_KINDS.some((kind) => kind === mime))
    throw refused('file.kind-not-accepted', 'Chỉ nhận tệp PDF hoặc ảnh JPEG, PNG, TIFF.');
  if (declared.split(';')[0]!.trim().toLowerCase() !== mime)
    throw refused('file.mislabelled', 'Kiểu khai báo của tệp không khớp với nội dung.');
  return mime;
}

function refused(code: string, detail: string): Problem {
  return new Problem(422, code, detail);
}

function contextOf(uploadId: string): string {
  return `desk-file|${uploadId}`;
}

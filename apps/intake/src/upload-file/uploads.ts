import type { AttachmentPersonal, PaperCopies, SubmittedComponent } from '@motcua/domain';
import {
  type Actor,
  BlobStore,
  type KeyUse,
  Problem,
  Sealer,
  isUuid,
  randomId,
  unlessForgotten,
  uuidv5,
} from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { acceptedKind, cleanFileName } from './accepted-file.js';
import { UploadRows, type UploadRow } from './upload-rows.js';

/** An upload that waits for its dossier. */
export class StoredUpload {
  @ApiProperty({ format: 'uuid' })
  readonly uploadId!: string;

  @ApiProperty({ example: 'application/pdf', description: 'as its bytes say' })
  readonly mime!: string;

  @ApiProperty({ type: 'integer', description: 'bytes' })
  readonly size!: number;

  @ApiProperty({ format: 'date-time', description: 'when it goes, unless a dossier has taken it' })
  readonly expiresAt!: string;
}

/** A scan that stands in a component's slot. */
export interface Attachment {
  readonly component: SubmittedComponent;
  readonly personal: AttachmentPersonal;
}

/** Which upload is meant for which component. */
export interface ChosenUpload {
  readonly componentCode: string;
  readonly uploadId: string;
  /** The papers that were scanned, where an officer counted them. */
  readonly copies?: PaperCopies | null;
}

interface UploadPersonal {
  readonly fileName: string;
  readonly plainDigest: string;
}

/**
 * Scans between the browser and the dossier. An upload has a key of its own; with the submission its bytes are sealed anew with
 * the dossier's key, and what is left of the upload goes. Every step may be repeated: a crash leaves at worst something that the
 * timer of the upload removes.
 */
@Injectable()
export class Uploads {
  constructor(
    private readonly rows: UploadRows,
    private readonly blobs: BlobStore,
    private readonly sealer: Sealer,
  ) {}

  /** @throws {Problem} 422 as `acceptedKind` */
  async keep(bytes: Uint8Array, fileName: string, declaredMime: string, actor: Actor): Promise<StoredUpload> {
    const mime = await acceptedKind({ bytes, fileName, declaredMime });
    const uploadId = randomId();
    // The row and its timer come first: what a crash leaves behind is then found and removed.
    const expiresAt = await this.rows.add(uploadId, actor.subject);
    const { blobId, size, plainDigest } = await this.blobs.put(uploadId, bytes, 'first');
    const personal: UploadPersonal = { fileName: cleanFileName(fileName), plainDigest };
    const sealed = await this.sealer.seal(uploadId, uploadContext(uploadId), personal, 'first');
    await this.rows.fill(uploadId, { blobId, mime, size, sealed });
    return { uploadId, mime, size, expiresAt };
  }

  /**
   * The slots as they will stand in the dossier, without touching a byte: for deciding whether the dossier may be taken at all.
   *
   * @param pointer JSON pointer of the list in the request
   * @throws {Problem} 422 `upload.unknown` with every upload that is not there (any more), or is somebody else's
   */
  async preview(
    chosen: readonly ChosenUpload[],
    dossierId: string,
    actor: Actor,
    pointer: string,
  ): Promise<SubmittedComponent[]> {
    const found = await this.rows.of(chosen.map(({ uploadId }) => uploadId));
    const usable = (row: UploadRow | undefined): row is UploadRow =>
      row !== undefined &&
      row.subject === actor.subject &&
      row.blobId !== null &&
      (row.spentBy ?? dossierId) === dossierId;
    const errors = chosen.flatMap(({ uploadId }, index) =>
      usable(found.get(uploadId)) ? [] : [missingUpload(`${pointer}/${index}/uploadId`)],
    );
    if (errors.length > 0) {
      throw new Problem(422, 'upload.unknown', 'Có tệp không còn hoặc không phải do tài khoản này tải lên.', {
        errors,
      });
    }
    return chosen.map((one) => slot(one, dossierId, found.get(one.uploadId)!));
  }

  /**
   * Puts the chosen uploads under the dossier's key; done before for this dossier, the same copies are answered.
   *
   * @param use `first` for a dossier that is being submitted
   */
  async copyInto(chosen: readonly ChosenUpload[], dossierId: string, use: KeyUse): Promise<Attachment[]> {
    const attachments: Attachment[] = [];
    for (const one of chosen) attachments.push(await this.copy(one, dossierId, use));
    return attachments;
  }

  /** After the dossier was stored: the uploads are not needed any more. What fails here is done by the timer. */
  async spend(chosen: readonly ChosenUpload[], dossierId: string): Promise<void> {
    const rows = await this.rows.spend(
      chosen.map(({ uploadId }) => uploadId),
      dossierId,
    );
    for (const { uploadId, blobId } of rows) await this.removeBytes(uploadId, blobId);
  }

  /**
   * One's own upload that no dossier has taken yet.
   *
   * @throws {Problem} 404 `upload.unknown`
   */
  async own(uploadId: string, actor: Actor): Promise<UploadRow> {
    const row = isUuid(uploadId) ? (await this.rows.of([uploadId])).get(uploadId) : undefined;
    if (row?.subject === actor.subject && row.blobId !== null && row.spentBy === null) return row;
    throw new Problem(404, 'upload.unknown', 'Không tìm thấy tệp tải lên.');
  }

  /** For a look at what was sent. @throws {Problem} 404 `upload.unknown` */
  async read(uploadId: string, actor: Actor): Promise<{ readonly mime: string; readonly bytes: Uint8Array }> {
    const { blobId, mime } = await this.own(uploadId, actor);
    const bytes = await unlessForgotten(this.blobs.get(uploadId, blobId!));
    if (bytes === undefined) throw goneMeanwhile();
    return { mime: mime!, bytes };
  }

  /** The upload's time is over: its bytes, its key and copies that no dossier took go. */
  async expire(uploadId: string, isInDossier: (dossierId: string, blobId: string) => Promise<boolean>): Promise<void> {
    const row = (await this.rows.of([uploadId])).get(uploadId);
    if (row === undefined) return;
    for (const { dossierId, blobId } of await this.rows.copiesOf(uploadId)) {
      if (!(await isInDossier(dossierId, blobId))) await this.blobs.remove(blobId);
    }
    await this.removeBytes(uploadId, row.blobId);
    await this.rows.remove(uploadId);
  }

  private async removeBytes(uploadId: string, blobId: string | null): Promise<void> {
    if (blobId !== null) await this.blobs.remove(blobId);
    await this.sealer.forget(uploadId);
  }

  private async copy(chosen: ChosenUpload, dossierId: string, use: KeyUse): Promise<Attachment> {
    const { uploadId } = chosen;
    const row = (await this.rows.of([uploadId])).get(uploadId);
    const copy = (await this.rows.copy(uploadId, dossierId)) ?? (await this.makeCopy(row, dossierId, use));
    if (row === undefined || copy === undefined) throw goneMeanwhile();
    const kept = await this.sealer.open<UploadPersonal>(dossierId, uploadContext(uploadId), copy.sealed);
    if (kept === undefined) throw goneMeanwhile();
    const component = { ...slot(chosen, dossierId, row), blobId: copy.blobId, cipherDigest: copy.cipherDigest };
    return { component, personal: { attachmentId: component.attachmentId, ...kept } };
  }

  private async makeCopy(row: UploadRow | undefined, dossierId: string, use: KeyUse) {
    if (row?.blobId == null || row.sealed === null) return undefined;
    const { uploadId } = row;
    const bytes = await unlessForgotten(this.blobs.get(uploadId, row.blobId));
    const opened = this.sealer.open<UploadPersonal>(uploadId, uploadContext(uploadId), row.sealed);
    const personal = await unlessForgotten(opened);
    // A repeat of the request may have been faster and have spent the upload: then its copy is there.
    if (bytes === undefined || personal === undefined) return this.rows.copy(uploadId, dossierId);
    const { blobId, cipherDigest } = await this.blobs.put(dossierId, bytes, use);
    const sealed = await this.sealer.seal(dossierId, uploadContext(uploadId), personal, use);
    const kept = await this.rows.addCopy(uploadId, dossierId, { blobId, cipherDigest, sealed });
    if (kept.blobId !== blobId) await this.blobs.remove(blobId);
    return kept;
  }
}

function slot(
  { componentCode, uploadId, copies }: ChosenUpload,
  dossierId: string,
  { blobId, mime, size }: UploadRow,
): SubmittedComponent {
  const attachmentId = uuidv5(dossierId, `attachment|${uploadId}`);
  return {
    componentCode,
    attachmentId,
    blobId,
    source: 'upload',
    mime,
    size,
    cipherDigest: null,
    copies: copies ?? null,
  };
}

function uploadContext(uploadId: string): string {
  return `upload|${uploadId}`;
}

function missingUpload(pointer: string) {
  return { pointer, code: 'upload.unknown', detail: 'Tệp không còn hoặc không phải do tài khoản này tải lên.' };
}

function goneMeanwhile(): Problem {
  return new Problem(422, 'upload.unknown', 'Tệp tải lên đã hết hạn. Vui lòng tải lại.');
}

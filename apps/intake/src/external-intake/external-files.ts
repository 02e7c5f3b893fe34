import { BlobStore, type KeyUse, Problem, uuidv5 } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { IntakeConfig } from '../intake.config.js';
import { acceptedKind, cleanFileName } from '../upload-file/accepted-file.js';
import type { Attachment } from '../upload-file/uploads.js';

/** A file as an outside system sends it. */
export interface SentFile {
  readonly componentCode: string;
  readonly fileName: string;
  /** False where the name is only a label, which promises no kind. */
  readonly isNamed: boolean;
  readonly declaredMime: string | undefined;
  readonly base64: string;
}

/** A file that passed: bytes and what they are. */
export interface ReadFile {
  readonly componentCode: string;
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: Buffer;
}

/** Files that come inside a JSON body. */
@Injectable()
export class ExternalFiles {
  constructor(
    private readonly blobs: BlobStore,
    private readonly config: IntakeConfig,
  ) {}

  /** As strict as uploads. @throws {Problem} 422 `file.not-base64`, `file.empty`, `file.kind-not-accepted`, `file.mislabelled`; 413 `file.too-large` */
  async read(files: readonly SentFile[]): Promise<ReadFile[]> {
    const read: ReadFile[] = [];
    for (const file of files) read.push(await this.readOne(file));
    return read;
  }

  /** The slots as they will stand, before a byte is stored. */
  preview(files: readonly ReadFile[], dossierId: string, request: string): Attachment[] {
    return files.map(({ componentCode, fileName, mime, bytes }, index) => {
      const attachmentId = uuidv5(dossierId, `external|${request}|${index}`);
      const plainDigest = createHash('sha256').update(bytes).digest('hex');
      return {
        component: {
          componentCode,
          attachmentId,
          blobId: attachmentId,
          source: 'upload',
          mime,
          size: bytes.length,
          cipherDigest: null,
          copies: null,
        },
        personal: { attachmentId, fileName, plainDigest },
      };
    });
  }

  /** Seals the bytes with the dossier's key. */
  async keep(files: readonly ReadFile[], dossierId: string, request: string, use: KeyUse): Promise<Attachment[]> {
    const kept: Attachment[] = [];
    for (const [index, { component, personal }] of this.preview(files, dossierId, request).entries()) {
      const { blobId, cipherDigest } = await this.blobs.put(dossierId, files[index]!.bytes, use);
      kept.push({ component: { ...component, blobId, cipherDigest }, personal });
    }
    return kept;
  }

  private async readOne({ componentCode, fileName, isNamed, declaredMime = '', base64 }: SentFile): Promise<ReadFile> {
    const bytes = decoded(base64);
    if (bytes.length > this.config.uploadBytes)
      throw new Problem(413, 'file.too-large', 'Tệp vượt quá dung lượng cho phép.');
    const mime = await acceptedKind({ bytes, declaredMime, ...(isNamed ? { fileName } : {}) });
    return { componentCode, fileName: cleanFileName(fileName), mime, bytes };
  }
}

function decoded(base64: string): Buffer {
  const text = base64.replaceAll(/\s/g, '');
  // Node itself passes over what is no base64.
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return Buffer.from(text, 'base64');
  throw new Problem(422, 'file.not-base64', 'Nội dung tệp không phải base64 hợp lệ.');
}

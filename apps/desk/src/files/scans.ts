import { type AttachmentPersonal, Catalogue, type Dossier, type SubmittedComponent } from '@motcua/domain';
import { Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { DossierFiles } from './dossier-files.js';
import type { ScanDto } from './scan.dto.js';

/** A scan as the dossier keeps it. */
export interface Scan {
  readonly component: SubmittedComponent;
  readonly personal: AttachmentPersonal;
}

/** Where a scan goes, and under which id. */
export interface Slot {
  readonly dossierId: string;
  readonly state: Dossier;
  readonly attachmentId: string;
  /** JSON pointer of the scan in the request. */
  readonly pointer?: string;
}

/** Uploaded files in the slots of a procedure's component table. */
@Injectable()
export class Scans {
  constructor(
    private readonly files: DossierFiles,
    private readonly catalogue: Catalogue,
  ) {}

  /** @throws {Problem} 422 `component.unknown`, `file.unknown` */
  async inSlot(
    { componentCode, fileId, fileName }: ScanDto,
    { dossierId, state, attachmentId, pointer = '' }: Slot,
  ): Promise<Scan> {
    this.demandSlot(state, componentCode, `${pointer}/componentCode`);
    const { plainDigest, mime, size, cipherDigest } = await this.files.named(dossierId, fileId, `${pointer}/fileId`);
    return {
      component: {
        componentCode,
        attachmentId,
        blobId: fileId,
        source: 'upload',
        mime,
        size,
        cipherDigest,
        copies: null,
      },
      personal: { attachmentId, fileName, plainDigest },
    };
  }

  private demandSlot(state: Dossier, componentCode: string, pointer: string): void {
    if (!('components' in state)) return; // the rules say what is wrong
    const { components } = this.catalogue.version(state.procedureVersionId);
    if (components.some(({ code }) => code === componentCode)) return;
    throw new Problem(422, 'component.unknown', 'Thủ tục không có thành phần hồ sơ này.', {
      errors: [{ pointer, code: 'component.unknown', detail: 'Không có trong danh mục thành phần.' }],
    });
  }
}

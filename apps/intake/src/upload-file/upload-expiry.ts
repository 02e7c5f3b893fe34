import { EventStore } from '@motcua/event-store';
import type { Actor } from '@motcua/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IntakeTimers } from '../intake-timers.js';
import { Uploads } from './uploads.js';

/** Removes what nobody submitted in time. Our choice: 24 hours of business time. */
@Injectable()
export class UploadExpiry implements OnModuleInit {
  constructor(
    private readonly timers: IntakeTimers,
    private readonly uploads: Uploads,
    private readonly store: EventStore,
  ) {}

  onModuleInit(): void {
    this.timers.handle('upload-expired', ({ key }) =>
      this.uploads.expire(key, (dossierId, blobId) => this.isInDossier(dossierId, blobId)),
    );
  }

  /** The person took it back. @throws {Problem} 404 `upload.unknown` */
  async discard(uploadId: string, actor: Actor): Promise<void> {
    await this.uploads.own(uploadId, actor);
    await this.uploads.expire(uploadId, (dossierId, blobId) => this.isInDossier(dossierId, blobId));
    await this.timers.cancel('upload-expired', uploadId);
  }

  private async isInDossier(dossierId: string, blobId: string): Promise<boolean> {
    const events = await this.store.read(`dossier-${dossierId}`);
    return events.some(({ data }) => JSON.stringify(data).includes(blobId));
  }
}

import { EventStore } from '@motcua/event-store';
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

  private async isInDossier(dossierId: string, blobId: string): Promise<boolean> {
    const events = await this.store.read(`dossier-${dossierId}`);
    return events.some(({ data }) => JSON.stringify(data).includes(blobId));
  }
}

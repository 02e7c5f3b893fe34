import { Clock, FileLinks } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { PortalSyncConfig } from '../portal-sync.config.js';
import type { PacketFile } from './packet-files.js';

const DAY_MS = 86_400_000;
/** Links made within such a time end together, so that a dossier sent again names the same addresses. */
const STEP_MS = 30 * DAY_MS;

/** The addresses under which the portal downloads a dossier's files: signed, long-lived, revocable. */
@Injectable()
export class PortalLinks {
  constructor(
    private readonly links: FileLinks,
    private readonly clock: Clock,
    private readonly config: PortalSyncConfig,
  ) {}

  /** @returns whole addresses by blob id */
  async linksTo(dossierId: string, files: readonly PacketFile[], recipient: string): Promise<Map<string, string>> {
    const least = Date.parse(this.clock.now()) + this.config.fileDays * DAY_MS;
    const expiresAt = new Date(Math.ceil(least / STEP_MS) * STEP_MS).toISOString();
    const base = this.config.filesUrl.replace(/\/+$/, '');
    const links = new Map<string, string>();
    for (const { blobId, mime } of files) {
      links.set(blobId, `${base}${await this.links.issue({ dossierId, blobId, mime, recipient }, expiresAt)}`);
    }
    return links;
  }

  async revoke(dossierId: string, recipient: string): Promise<void> {
    await this.links.revoke(dossierId, recipient);
  }
}

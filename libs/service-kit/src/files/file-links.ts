import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import type { Sealer } from '../sealing/sealer.js';

/** One scan or result that somebody outside may fetch. */
export interface LinkedFile {
  readonly dossierId: string;
  readonly blobId: string;
  readonly mime: string;
  /** The outside system the link is for, e.g. `portal.dvcqg`. */
  readonly recipient: string;
}

export type OpenedLink =
  | { readonly ok: true; readonly file: LinkedFile }
  /** `unknown` covers forged and altered links too: an outsider learns nothing from the difference. */
  | { readonly ok: false; readonly reason: 'unknown' | 'expired' | 'revoked' };

/**
 * Links by which outside systems fetch files later: signed, with an end, revocable. The path is opaque, says nothing about the
 * dossier, and is the same whenever the same file is linked for the same recipient, so a repeated message stays the same.
 */
export class FileLinks {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * @param expiresAt ISO instant; whole seconds count
   * @returns path and query, e.g. `/files/1f…?exp=1740358800&sig=9a…`
   */
  async issue(file: LinkedFile, expiresAt: string): Promise<string> {
    const linkId = this.sealer.uuid('file-link', file.dossierId, file.blobId, file.recipient);
    await this.database.pool.query(
      `INSERT INTO kit.file_links (link_id, dossier_id, blob_id, mime, recipient) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (link_id) DO NOTHING`,
      [linkId, file.dossierId, file.blobId, file.mime, file.recipient],
    );
    const exp = String(Math.floor(Date.parse(expiresAt) / 1000));
    return `/files/${linkId}?exp=${exp}&sig=${this.signature(linkId, exp)}`;
  }

  async open(linkId: string, exp: string, sig: string): Promise<OpenedLink> {
    if (!sameText(sig, this.signature(linkId, exp))) return { ok: false, reason: 'unknown' };
    if (Number(exp) * 1000 <= Date.parse(this.clock.now())) return { ok: false, reason: 'expired' };
    const { rows } = await this.database.pool.query<LinkRow>(
      'SELECT dossier_id, blob_id, mime, recipient, revoked_at FROM kit.file_links WHERE link_id = $1',
      [linkId],
    );
    const row = rows[0];
    if (row === undefined) return { ok: false, reason: 'unknown' };
    if (row.revoked_at !== null) return { ok: false, reason: 'revoked' };
    const file = { dossierId: row.dossier_id, blobId: row.blob_id, mime: row.mime, recipient: row.recipient };
    return { ok: true, file };
  }

  /** Revokes all links of a dossier, or those to one recipient. @returns how many */
  async revoke(dossierId: string, recipient?: string): Promise<number> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE kit.file_links SET revoked_at = $2
       WHERE dossier_id = $1 AND revoked_at IS NULL AND ($3::text IS NULL OR recipient = $3)`,
      [dossierId, this.clock.now(), recipient ?? null],
    );
    return rowCount ?? 0;
  }

  private signature(linkId: string, exp: string): string {
    return this.sealer.blindIndex('file-link', `${linkId}|${exp}`);
  }
}

interface LinkRow {
  readonly dossier_id: string;
  readonly blob_id: string;
  readonly mime: string;
  readonly recipient: string;
  readonly revoked_at: Date | null;
}

function sameText(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given, 'utf8'), Buffer.from(right, 'utf8')];
  return a.length === b.length && timingSafeEqual(a, b);
}

import type { RecordedEvent } from '@motcua/event-store';
import { Problem } from '@motcua/service-kit';

/** One fact that came after the version that an officer had before his eyes. */
export interface Change {
  readonly version: number;
  readonly type: string;
  /** Account that caused it, or the service. */
  readonly by: string;
  readonly at: string;
}

/** A quoted number, as `If-Match: "7"`; how many facts of a dossier its reader knew. */
const ENTITY_TAG = /^"(\d{1,9})"$/;

/**
 * The version that a command was made for.
 *
 * @returns undefined when the caller takes the dossier as it is (no header, or `*`)
 * @throws {Problem} 400 `if-match.invalid`
 */
export function expectedVersionOf(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const tag = ENTITY_TAG.exec(header)?.[1];
  if (tag !== undefined) return Number(tag);
  const detail = 'If-Match phải là số phiên bản trong dấu ngoặc kép, ví dụ "7".';
  throw new Problem(400, 'if-match.invalid', detail, {
    errors: [{ parameter: 'header.if-match', code: 'if-match.invalid', detail }],
  });
}

/** The dossier is not the one that the officer saw; nothing was decided. */
export class MovedOn extends Error {
  override readonly name = 'MovedOn';
}

/** 412 `dossier.changed`: what came since, by whom and when; kinds of facts and accounts, nothing personal. */
export function dossierChanged(history: readonly RecordedEvent[], expected: number): Problem {
  const changes = history
    .slice(expected)
    .map(({ version, type, meta }): Change => ({ version, type, by: meta.actor, at: meta.recordedAt }));
  return new Problem(412, 'dossier.changed', 'Hồ sơ đã thay đổi sau khi bạn mở. Hãy xem thay đổi rồi quyết định lại.', {
    reason: { expected, version: history.length, changes },
  });
}

import type { RecordedEvent } from '@motcua/event-store';

import type { Actor } from '../auth/actor.js';
import { Problem } from '../http/problem.js';

/** Who may still look into a restricted dossier: those who answer for its lawful keeping. */
const KEEPERS = ['auditor', 'administrator'] as const;

/**
 * After an erasure with policy `restrict` the data stay, because a law demands that they are kept, but nobody works with them:
 * only auditors and administrators may look, and must say why.
 *
 * @param purpose stable code of why; blank is no purpose
 * @throws {Problem} 403 `dossier.restricted`
 * @law Law 91/2025/QH15 on personal data protection (restriction of processing)
 */
export function demandAccess(events: readonly RecordedEvent[], actor: Actor, purpose: string): void {
  const last = events.findLast(({ type }) => type === 'SubjectErased');
  if (last?.data['policy'] !== 'restrict') return;
  if (actor.has(...KEEPERS) && purpose.trim() !== '') return;
  throw new Problem(403, 'dossier.restricted', 'Dữ liệu cá nhân của hồ sơ này đã bị hạn chế xử lý.');
}

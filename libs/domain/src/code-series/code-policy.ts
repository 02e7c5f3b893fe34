import type { Channel } from '../procedures/procedure.js';
import type { CodePolicy } from '../procedures/unit.js';

/** Five digits; six would be read as a ministry's central series. Our choice. */
export const LAST_ORDINAL = 99999;
const LAST_OF_FOUR_DIGITS = 9999;

/** The last ordinal that a policy prints on one day. */
export function lastOrdinal(policy: CodePolicy): number {
  const byOverflow = policy.overflow === 'grow' ? LAST_ORDINAL : LAST_OF_FOUR_DIGITS;
  return Math.min(policy.lastOrdinal ?? LAST_ORDINAL, byOverflow);
}

/** The printed ordinal of the n-th code (1-based) of a day. */
export function ordinalOf(sequence: number, policy: CodePolicy): number {
  return policy.firstOrdinal + sequence - 1;
}

/**
 * When the code of a dossier is issued: online with the submission, at the counter and by post with the acceptance, unless the
 * unit's policy says otherwise.
 *
 * @law NĐ 61/2018/NĐ-CP art. 17.3 (after acceptance); online at submission is practice and our choice
 */
export function codeIssuedAt(policy: CodePolicy, channel: Channel): 'submission' | 'acceptance' {
  const byChannel = channel === 'counter' || channel === 'post' ? 'acceptance' : 'submission';
  return policy.codeIssuedAt?.[channel] ?? byChannel;
}

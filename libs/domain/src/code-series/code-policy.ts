import type { Channel, RouteKind } from '../procedures/procedure.js';
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

/**
 * Where the dossier's code comes from. `series`: our own number; a foreign code is kept as an alias. `foreign`: the code of the
 * outside system is the only one and no local number is drawn, as for mirrors of a ministry's central system.
 *
 * @param foreignCode the code that came with the dossier, null when there is none
 */
export function codeSource(
  policy: CodePolicy,
  route: RouteKind,
  channel: Channel,
  foreignCode: string | null,
): 'series' | 'foreign' {
  if (route === 'ministryCentral') return 'foreign';
  return foreignCode !== null && policy.foreignCodes?.[channel] === 'primary' ? 'foreign' : 'series';
}

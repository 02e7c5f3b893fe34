import type { HoldReason, NextAction } from '@motcua/domain';

/**
 * Why a delivery is held whose personal data cannot be opened because its key is missing. No person at a desk can do anything about it:
 * the lane looks itself whether the key is back, and goes on.
 */
export const heldForKeys: HoldReason = { code: 'keys-missing', subject: 'personal-data' };

/** How often it looks. */
export const KEYS_LOOK_MS = 3_600_000;

export function isHeldForKeys(reasons: readonly HoldReason[]): boolean {
  return reasons.some(({ code }) => code === heldForKeys.code);
}

export function waitsForKeys(action: NextAction): action is Extract<NextAction, { kind: 'held' }> {
  return action.kind === 'held' && isHeldForKeys(action.reasons);
}

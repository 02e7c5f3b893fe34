import type { Lane } from '@motcua/domain';
import type { PortalFinding } from '@motcua/service-kit';
import type { SyncState } from './sync-states.js';

/** What the portal said when it was asked just now; `unknown` is everything that proves nothing. */
export type PortalLook =
  | { readonly kind: 'there'; readonly status: number | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string };

/** The one act that would bring the portal in step; `none` where it is, or where the lane goes on by itself. */
export interface Proposal {
  readonly action: 'none' | 'wait' | 'release' | 'retry' | 'resend';
  readonly seq: number | null;
}

export function lookOf(finding: PortalFinding): PortalLook {
  return finding.exists ? { kind: 'there', status: finding.status } : { kind: 'absent' };
}

/** @param look null = the portal was not asked, and its last confirmation counts */
export function proposalFor(state: SyncState, lane: Lane, look: PortalLook | null): Proposal {
  switch (state.laneState) {
    case 'held':
      return { action: 'release', seq: state.headSeq };
    case 'parked':
      return { action: 'retry', seq: state.headSeq };
    case 'waiting':
      return { action: 'wait', seq: state.headSeq };
    case 'idle': {
      if (isInStep(state, look)) return { action: 'none', seq: null };
      const last = lane.deliveries.findLast(({ op, state: { kind } }) => op !== 'progress' && kind !== 'superseded');
      return { action: 'resend', seq: last?.seq ?? null };
    }
  }
}

/** What is not known is no difference: nothing is sent on a guess. */
export function isInStep({ ourStatus, confirmedStatus }: SyncState, look: PortalLook | null): boolean {
  if (look === null || look.kind === 'unknown') return ourStatus === confirmedStatus;
  return look.kind === 'there' && look.status === ourStatus;
}

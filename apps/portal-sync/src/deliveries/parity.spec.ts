import { describe, expect, it } from '@jest/globals';
import type { Lane } from '@motcua/domain';
import { proposalFor, type PortalLook } from './parity.js';
import type { SyncState } from './sync-states.js';

const state: SyncState = {
  dossierId: '7b0c6f4e-0000-4000-8000-000000000001',
  dossierCode: 'H99.14-261116-0001',
  unitCode: 'H99.14',
  ourStatus: 4,
  confirmedStatus: 4,
  laneState: 'idle',
  headSeq: null,
  unsentSince: null,
};
const lane = {
  deliveries: [
    { seq: 1, op: 'dossier', state: { kind: 'done' } },
    { seq: 2, op: 'progress', state: { kind: 'done' } },
    { seq: 3, op: 'dossier', state: { kind: 'done' } },
    { seq: 4, op: 'dossier', state: { kind: 'superseded' } },
  ],
} as unknown as Lane;

describe('what would bring the portal in step', () => {
  it.each<[string, Partial<SyncState>, PortalLook | null, string, number | null]>([
    ['nothing where both say the same', {}, { kind: 'there', status: 4 }, 'none', null],
    ['the last snapshot where the portal shows another status', {}, { kind: 'there', status: 2 }, 'resend', 3],
    ['the last snapshot where the portal lost the dossier', {}, { kind: 'absent' }, 'resend', 3],
    ['nothing on a guess', {}, { kind: 'unknown', why: 'rejected' }, 'none', null],
    ['nothing where the last confirmation is ours and nobody asked', {}, null, 'none', null],
    ['patience while messages wait', { laneState: 'waiting', headSeq: 5 }, { kind: 'there', status: 2 }, 'wait', 5],
    ['a release of what is held', { laneState: 'held', headSeq: 1 }, { kind: 'absent' }, 'release', 1],
    ['another try of what is parked', { laneState: 'parked', headSeq: 2 }, null, 'retry', 2],
  ])('is %s', (_case, changes, look, action, seq) => {
    expect(proposalFor({ ...state, ...changes }, lane, look)).toEqual({ action, seq });
  });
});

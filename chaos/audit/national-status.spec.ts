import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from './evidence.ts';
import { nationalStatuses } from './national-status.ts';

function facts(...told: readonly (string | readonly [type: string, data: object])[]): StoredEvent[] {
  return told.map((one, index): StoredEvent => {
    const [type, data] = typeof one === 'string' ? [one, {}] : one;
    const place = { position: index + 1, version: index + 1, id: String(index), stream: 'dossier-d1' };
    return { ...place, type, data: { ...data }, meta: {}, recordedAt: 0 };
  });
}

describe('the statuses that the auditor expects of a dossier', () => {
  it('are one for every change, and one for every step', () => {
    const handled = facts(
      'DossierSubmitted',
      'DossierCodeAssigned',
      'DossierAccepted',
      'StepForwarded',
      'StepReturned',
    );
    expect(nationalStatuses([...handled, ...facts('ResultSigned', 'ResultReturned')])).toEqual([
      '1',
      '2',
      '4',
      '4',
      '9',
      '10',
    ]);
  });

  it('go back to what they were after a supplement', () => {
    const asked = ['DossierSubmitted', 'DossierAccepted', 'SupplementRequested', 'SupplementCompleted'];
    expect(nationalStatuses(facts(...asked))).toEqual(['1', '2', '5', '2']);
  });

  it('follow what the fact says it does', () => {
    const forwarded = ['DossierSubmitted', 'DossierAccepted', 'StepForwarded'];
    const asked = ['PaymentRequested', { changesStatus: true }] as const;
    expect(nationalStatuses(facts(...forwarded, 'PaymentRequested', 'PaymentConfirmed'))).toEqual(['1', '2', '4']);
    expect(nationalStatuses(facts(...forwarded, asked, ['PaymentConfirmed', { resumes: true }]))).toEqual([
      '1',
      '2',
      '4',
      '6',
      '4',
    ]);
    const lapsed = ['SupplementLapsed', { becomes: 'intakeRefused' }] as const;
    expect(nationalStatuses(facts('DossierSubmitted', 'SupplementRequested', lapsed))).toEqual(['1', '5', '3']);
  });
});

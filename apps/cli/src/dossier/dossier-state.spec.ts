import { describe, expect, it } from '@jest/globals';
import { type DossierEvent, dossierDecider } from '@motcua/domain';
import { dossierFacts, testCatalogue } from '@motcua/testing';
import { linesOfState, shownState } from './dossier-state.js';

const decider = dossierDecider(testCatalogue());

function after(...facts: readonly DossierEvent[]) {
  return shownState(facts.reduce(decider.evolve, decider.initialState()));
}

const { DossierSubmitted, DossierCodeAssigned, DossierAccepted, SupplementRequested, StepForwarded } = dossierFacts;
const { CodeRequested, CodeVoided, DueDateExtended, PaymentRequested, SubjectErased, OfficerTaskRaised } = dossierFacts;

describe('the state of a dossier on the command line', () => {
  it('is that of a submission: code, units, and the answer that intake owes', () => {
    expect(after(DossierSubmitted, DossierCodeAssigned)).toMatchObject({
      status: 'submitted',
      nationalStatus: 1,
      dossierCode: '000.00.14.H99-261116-0001',
      procedure: { versionId: '2.000488@2020-1', case: 'standard' },
      unit: 'H99.14',
      handler: null,
      due: null,
      answerDueAt: DossierSubmitted.data.intakeAnswer!.dueAt,
      supplement: null,
    });
  });

  it('names what a supplement is waited for, and the deadline of the answer', () => {
    const state = after(DossierSubmitted, SupplementRequested);
    expect(state).toMatchObject({
      status: 'supplementRequested',
      nationalStatus: 5,
      supplement: { items: ['id-copy'], dueAt: SupplementRequested.data.due.dueAt },
    });
    expect(linesOfState(state).join('\n')).toMatch(/supplement +id-copy; asked for 2026-11-16 .*, due 20/);
  });

  it('names who has it, when the result is due, and when it was due at first', () => {
    const later = { ...DueDateExtended.data.due, dueAt: '2026-11-30T10:00:00.000Z' };
    const extended = { ...DueDateExtended, data: { ...DueDateExtended.data, due: later } };
    const state = after(DossierSubmitted, DossierAccepted, StepForwarded, extended, OfficerTaskRaised);
    expect(state).toMatchObject({
      status: 'processing',
      unit: 'H99.14',
      handler: 'handler-1',
      due: { dueAt: later.dueAt, originalDueAt: DossierAccepted.data.due.dueAt },
      openTasks: [OfficerTaskRaised.data.kind],
    });
    const text = linesOfState(state).join('\n');
    expect(text).toMatch(/is with +H99\.14, handler-1/);
    expect(text).toMatch(/result due +2026-11-30 17:00, at first 20/);
  });

  it('names what is still to be paid', () => {
    const state = after(DossierSubmitted, DossierAccepted, StepForwarded, PaymentRequested);
    expect(state).toMatchObject({ pendingPayments: [{ paymentId: 'payment-1', amount: 200000 }] });
    expect(linesOfState(state).join('\n')).toMatch(/payment +200000 VND/);
  });

  it('of a code without its dossier has little to say', () => {
    expect(linesOfState(after(CodeRequested)).join('\n')).toMatch(/status +reserved\nunits +H99\.14$/);
    expect(after(CodeRequested, DossierCodeAssigned, CodeVoided)).toMatchObject({ status: 'codeVoided', unit: null });
  });

  it('says that the person was erased', () => {
    expect(after(DossierSubmitted, SubjectErased).erased).toBe(SubjectErased.data.policy);
  });

  it.each(Object.values(dossierFacts))('holds no sealed part: $type', (fact) => {
    const marked = { ...fact, personal: { marked: 'Người Đánh Dấu' } } as unknown as DossierEvent;
    const state = after(DossierSubmitted, DossierAccepted, marked);
    expect(JSON.stringify([state, linesOfState(state)])).not.toContain('Đánh Dấu');
  });
});

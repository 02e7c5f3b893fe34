import { describe, expect, it } from '@jest/globals';
import {
  MONDAY,
  acceptDossier,
  dossierFacts,
  forwardStep,
  historyOf,
  procedureVersion,
  receiveAtCounter,
  signResult,
  specify,
  submitDossier,
  testCatalogue,
} from '@motcua/testing';
import type { CommandOf, DossierCommand } from '../dossier-command.js';
import { dossierDecider } from '../dossier.js';
import { runningDeadlines } from './deadline.js';

const catalogue = testCatalogue();
const decider = dossierDecider(catalogue);
const given = specify(decider);
const after = (...commands: DossierCommand[]) => historyOf(decider, ...commands);
const stateAfter = (...commands: DossierCommand[]) => after(...commands).reduce(decider.evolve, decider.initialState());
const stamp = { now: MONDAY, by: 'officer-1' };
const personal = { reason: 'Lý do mẫu' };
const DUE = '2026-11-19T10:00:00.000Z';

const back: CommandOf<'ReturnStep'> = { type: 'ReturnStep', data: { now: MONDAY, by: 'handler-1' }, personal };
const recall = (by: string): CommandOf<'RecallStep'> => ({ type: 'RecallStep', data: { now: MONDAY, by }, personal });
const assign = (handler: string): CommandOf<'AssignHandler'> => ({
  type: 'AssignHandler',
  data: { handler, ...stamp },
});
const askOpinion: CommandOf<'RequestOpinion'> = {
  type: 'RequestOpinion',
  data: { opinionId: 'opinion-1', toUnit: 'H99.31', limit: { unit: 'workingDay', amount: 2 }, ...stamp },
  personal: { question: 'Ý kiến?' },
};
const giveOpinion: CommandOf<'GiveOpinion'> = {
  type: 'GiveOpinion',
  data: { opinionId: 'opinion-1', ...stamp },
  personal: { answer: 'Đồng ý' },
};
const transfer = (
  cause: CommandOf<'TransferDossier'>['data']['cause'],
  toUnit: string,
): CommandOf<'TransferDossier'> => ({
  type: 'TransferDossier',
  data: { cause, toUnit, now: '2026-11-17T02:00:00.000Z', by: 'officer-1' },
  personal,
});
const changeCase = (procedureCase: string): CommandOf<'ChangeProcedureCase'> => ({
  type: 'ChangeProcedureCase',
  data: { procedureCase, ...stamp },
});
const stop = (decisionBlobId = 'blob-stop'): CommandOf<'StopDossier'> => ({
  type: 'StopDossier',
  data: { decisionBlobId, ...stamp },
  personal,
});
const reopen = (clock: 'restart' | 'pause' | 'none'): CommandOf<'ReopenDossier'> => ({
  type: 'ReopenDossier',
  data: { clock, decisionBlobId: 'blob-reopen', now: '2026-11-18T02:00:00.000Z', by: 'leader-1' },
  personal,
});
const extend = (more: Partial<CommandOf<'ExtendDueDate'>['data']> = {}): CommandOf<'ExtendDueDate'> => ({
  type: 'ExtendDueDate',
  data: { workingDays: 2, apologyNumber: '3/PXL', ...stamp, ...more },
  personal,
});
const deadline = <Type extends 'WarnDeadline' | 'MissDeadline'>(
  type: Type,
  kind: CommandOf<Type>['data']['deadline'],
  now: string,
  dueAt = DUE,
) => ({ type, data: { deadline: kind, dueAt, now, by: 'deadlines' } }) as CommandOf<Type>;

const processing = after(receiveAtCounter(), forwardStep());

describe('hand-overs (T09)', () => {
  it('move an accepted dossier into processing, and on', () => {
    const [fact] = given(...after(receiveAtCounter()))
      .when(forwardStep())
      .facts();
    expect(fact).toMatchObject({ type: 'StepForwarded', data: { fromUnit: 'H99.14', toUnit: 'H99.14' } });
    given(...processing)
      .when(forwardStep({ toUnit: 'H99.31' }))
      .yieldsTypes('StepForwarded');
  });
  it('wait for acceptance, and for money', () => {
    given(...after(submitDossier()))
      .when(forwardStep())
      .isRejected('dossier.not-open-for-forward');
    given(...after(receiveAtCounter()), dossierFacts.PaymentRequested)
      .when(forwardStep())
      .isRejected('dossier.payment-pending');
    const pending = {
      ...dossierFacts.PaymentRequested,
      data: { ...dossierFacts.PaymentRequested.data, changesStatus: true },
    };
    given(...processing, pending)
      .when(forwardStep())
      .isRejected('dossier.payment-pending');
    given(...processing)
      .when(forwardStep({ toUnit: 'H99.77' }))
      .isRejected('unit.unknown');
  });
  it('go back to the handler before', () => {
    expect(
      given(...processing)
        .when(back)
        .facts()[0],
    ).toMatchObject({ data: { toUnit: 'H99.14', handler: 'officer-1' } });
    given(...processing, ...decideOn(processing, back))
      .when(back)
      .isRejected('dossier.no-previous-step');
    given(...after(receiveAtCounter()))
      .when(back)
      .isRejected('dossier.not-in-processing');
    given(...processing)
      .when({ ...back, personal: { reason: '' } })
      .isRejected('dossier.reason-required');
  });
  it('are taken back by the sender only', () => {
    given(...processing)
      .when(recall('officer-1'))
      .yieldsTypes('StepRecalled');
    given(...processing)
      .when(recall('officer-2'))
      .isRejected('dossier.not-the-sender');
    given(...after(receiveAtCounter()))
      .when(recall('officer-1'))
      .isRejected('dossier.not-in-processing');
    given(...processing, ...decideOn(processing, recall('officer-1')))
      .when(recall('officer-1'))
      .isRejected('dossier.no-previous-step');
  });
  it('leave the handler assigned', () => {
    given(...processing)
      .when(assign('handler-2'))
      .yieldsTypes('HandlerAssigned');
    given(...processing)
      .when(assign('handler-1'))
      .yieldsNothing();
    given(...after(receiveAtCounter(), signResult()))
      .when(assign('handler-2'))
      .isRejected('dossier.not-open');
  });
});

describe('opinions', () => {
  it('are asked for in processing, each once, with a deadline', () => {
    expect(
      given(...processing)
        .when(askOpinion)
        .facts()[0],
    ).toMatchObject({ data: { due: { dueAt: '2026-11-18T10:00:00.000Z' } } });
    given(...after(receiveAtCounter()))
      .when(askOpinion)
      .isRejected('dossier.not-in-processing');
    given(...after(receiveAtCounter(), forwardStep(), askOpinion))
      .when(askOpinion)
      .isRejected('dossier.opinion-already-requested');
  });
  it('are given once', () => {
    given(...after(receiveAtCounter(), forwardStep(), askOpinion))
      .when(giveOpinion)
      .yieldsTypes('OpinionGiven');
    given(...processing)
      .when(giveOpinion)
      .isRejected('dossier.opinion-unknown');
    given(...after(receiveAtCounter(), forwardStep(), askOpinion, giveOpinion))
      .when(giveOpinion)
      .isRejected('dossier.opinion-already-given');
    given(...after(receiveAtCounter(), signResult()))
      .when(giveOpinion)
      .isRejected('dossier.not-open');
  });
  it('become a task of the desk when overdue', () => {
    const asked = after(receiveAtCounter(), forwardStep(), askOpinion);
    const miss = deadline('MissDeadline', 'opinion', '2026-11-18T10:00:00.001Z', '2026-11-18T10:00:00.000Z');
    given(...asked)
      .when(miss)
      .yieldsTypes('DeadlineMissed', 'OfficerTaskRaised');
    given(...after(receiveAtCounter(), forwardStep(), askOpinion, giveOpinion))
      .when(miss)
      .yieldsNothing();
  });
});

describe('transfer and change of case', () => {
  it('transfer keeps the receiving unit, and the clock unless the intake was boundary-free', () => {
    const [fact] = given(...processing)
      .when(transfer('wrongCompetence', 'H99.31'))
      .facts();
    expect(fact).toMatchObject({ data: { toUnit: 'H99.31', due: null } });
    expect(stateAfter(receiveAtCounter(), transfer('succession', 'H99.31'))).toMatchObject({
      receivingUnit: 'H99.14',
      resolvingUnit: 'H99.31',
    });
  });
  it('starts the clock anew at the competent unit of a boundary-free dossier', () => {
    const commune = receiveAtCounter({ procedureCode: '1.004873', receivingUnit: 'H99.31' });
    const state = stateAfter(commune, transfer('boundaryFree', 'H99.32'));
    expect(state).toMatchObject({
      acceptance: {
        windowFrom: '2026-11-17T02:00:00.000Z',
        due: { dueAt: '2026-11-20T10:00:00.000Z' },
        originalDueAt: DUE,
      },
    });
  });
  it('refuses a transfer that goes nowhere or is not open', () => {
    given(...processing)
      .when(transfer('wrongCompetence', 'H99.14'))
      .isRejected('dossier.already-in-unit');
    given(...processing)
      .when(transfer('boundaryFree', 'H99.31'))
      .isRejected('dossier.boundary-free-not-open');
    given(...after(receiveAtCounter(), signResult()))
      .when(transfer('succession', 'H99.31'))
      .isRejected('dossier.not-open-for-transfer');
  });
  it('counts the other case from where the clock started', () => {
    expect(
      given(...processing)
        .when(changeCase('complex'))
        .facts()[0],
    ).toMatchObject({ data: { due: { dueAt: '2026-11-27T10:00:00.000Z' } } });
    given(...processing)
      .when(changeCase('standard'))
      .yieldsNothing();
    given(...processing)
      .when(changeCase('urgent'))
      .isRejected('dossier.case-unknown');
    given(...after(submitDossier()))
      .when(changeCase('complex'))
      .isRejected('dossier.not-open-for-case-change');
  });
  it('keeps an extension that reaches further than the other case', () => {
    const complex = receiveAtCounter({ procedureCase: 'complex' });
    const facts = after(complex, extend({ workingDays: 5 }));
    const extended = facts.at(-1)!.data as { due: unknown };
    expect(
      given(...facts)
        .when(changeCase('standard'))
        .facts()[0],
    ).toMatchObject({ data: { due: extended.due } });
  });
});

describe('extension (R10)', () => {
  it('moves the due date by whole working days and keeps the original one', () => {
    expect(
      given(...processing)
        .when(extend())
        .facts()[0],
    ).toMatchObject({ data: { due: { dueAt: '2026-11-23T10:00:00.000Z', rule: 'extension' } } });
    expect(stateAfter(receiveAtCounter(), extend())).toMatchObject({
      acceptance: { originalDueAt: DUE, extended: true },
    });
  });
  it('is allowed once', () =>
    given(...after(receiveAtCounter(), extend()))
      .when(extend())
      .isRejected('dossier.already-extended'));
  it('is allowed until one working day before the due day', () => {
    given(...processing)
      .when(extend({ now: '2026-11-18T10:00:00.000Z' }))
      .yieldsTypes('DueDateExtended');
    given(...processing)
      .when(extend({ now: '2026-11-18T10:00:00.001Z' }))
      .isRejected('dossier.extension-too-late');
  });
  it('needs days, the apology letter and a reason', () => {
    given(...processing)
      .when(extend({ workingDays: 0 }))
      .isRejected('dossier.extension-invalid');
    given(...processing)
      .when(extend({ apologyNumber: '' }))
      .isRejected('dossier.extension-invalid');
    given(...processing)
      .when({ ...extend(), personal: { reason: '' } })
      .isRejected('dossier.reason-required');
    given(...after(submitDossier()))
      .when(extend())
      .isRejected('dossier.not-open-for-extension');
  });
});

describe('deadlines', () => {
  it('that run are told, with the last moment for an apology', () => {
    expect(runningDeadlines(stateAfter(submitDossier()), catalogue)).toEqual([
      { deadline: 'intakeAnswer', dueAt: '2026-11-17T02:00:00.000Z' },
    ]);
    expect(
      runningDeadlines(
        stateAfter(receiveAtCounter(), forwardStep({ stepDue: '2026-11-17T10:00:00.000Z' }), askOpinion),
        catalogue,
      ),
    ).toEqual([
      { deadline: 'resolution', dueAt: DUE },
      { deadline: 'apology', dueAt: '2026-11-18T10:00:00.000Z' },
      { deadline: 'step', dueAt: '2026-11-17T10:00:00.000Z' },
      { deadline: 'opinion', dueAt: '2026-11-18T10:00:00.000Z' },
    ]);
    expect(runningDeadlines(stateAfter(receiveAtCounter(), extend()), catalogue)).toEqual([
      { deadline: 'resolution', dueAt: '2026-11-23T10:00:00.000Z' },
    ]);
    expect(runningDeadlines(stateAfter(receiveAtCounter(), signResult()), catalogue)).toEqual([]);
  });
  it('are warned of once, before they pass', () => {
    const warn = deadline('WarnDeadline', 'resolution', MONDAY);
    given(...processing)
      .when(warn)
      .yieldsTypes('DeadlineWarned');
    given(...after(receiveAtCounter(), warn))
      .when(warn)
      .yieldsNothing();
    given(...processing)
      .when(deadline('WarnDeadline', 'resolution', '2026-11-19T10:00:00.001Z'))
      .isRejected('dossier.deadline-passed');
  });
  it('are missed once, after they pass', () => {
    const miss = deadline('MissDeadline', 'resolution', '2026-11-19T10:00:00.001Z');
    given(...processing)
      .when(miss)
      .yieldsTypes('DeadlineMissed');
    given(...after(receiveAtCounter(), miss))
      .when(miss)
      .yieldsNothing();
    given(...processing)
      .when(deadline('MissDeadline', 'resolution', DUE))
      .isRejected('dossier.deadline-not-reached');
  });
  it('of a stale timer change nothing', () => {
    given(...after(receiveAtCounter(), extend()))
      .when(deadline('MissDeadline', 'resolution', '2026-11-19T10:00:00.001Z'))
      .yieldsNothing();
    given(...after(receiveAtCounter(), signResult()))
      .when(deadline('WarnDeadline', 'resolution', MONDAY))
      .yieldsNothing();
  });
});

describe('stop (T16) and reopening (T17)', () => {
  it('needs the decision and a reason', () => {
    given(...processing)
      .when(stop())
      .yieldsTypes('DossierStopped');
    given(...processing)
      .when(stop(' '))
      .isRejected('dossier.stop-decision-required');
    given(...processing)
      .when({ ...stop(), personal: { reason: '' } })
      .isRejected('dossier.reason-required');
    given(...after(submitDossier()))
      .when(stop())
      .isRejected('dossier.not-open-for-stop');
    given(...after(submitDossier(), acceptDossier()))
      .when(stop())
      .isRejected('dossier.not-open-for-stop');
  });
  it('is reopened with the clock that the decision names', () => {
    const stopped = after(receiveAtCounter(), forwardStep(), stop());
    expect(
      given(...stopped)
        .when(reopen('restart'))
        .facts()[0],
    ).toMatchObject({ data: { due: { dueAt: '2026-11-23T10:00:00.000Z' } } });
    expect(
      given(...stopped)
        .when(reopen('pause'))
        .facts()[0],
    ).toMatchObject({ data: { due: { dueAt: '2026-11-23T10:00:00.000Z' } } });
    expect(
      given(...stopped)
        .when(reopen('none'))
        .facts()[0],
    ).toMatchObject({ data: { due: { dueAt: DUE } } });
    given(...processing)
      .when(reopen('none'))
      .isRejected('dossier.not-stopped');
    given(...stopped)
      .when({ ...reopen('none'), personal: { reason: '' } })
      .isRejected('dossier.reason-required');
    given(...stopped)
      .when({ ...reopen('none'), data: { ...reopen('none').data, decisionBlobId: ' ' } })
      .isRejected('dossier.reopen-decision-required');
  });
  it('stays stopped where the version says so', () => {
    const closed = dossierDecider(
      testCatalogue({ switches: { ...procedureVersion().switches, reopenStopped: false } }),
    );
    specify(closed)(...historyOf(closed, receiveAtCounter(), forwardStep(), stop()))
      .when(reopen('none'))
      .isRejected('dossier.reopen-not-allowed');
  });
  it('keeps the pauses when the case changes afterwards', () => {
    const facts = after(receiveAtCounter(), forwardStep(), stop(), reopen('pause'));
    expect(
      given(...facts)
        .when(changeCase('complex'))
        .facts()[0],
    ).toMatchObject({ data: { due: { dueAt: '2026-12-01T10:00:00.000Z' } } });
  });
});

function decideOn(facts: ReturnType<typeof after>, command: DossierCommand) {
  return decider.decide(command, facts.reduce(decider.evolve, decider.initialState()));
}

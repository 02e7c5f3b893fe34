import { describe, expect, it } from '@jest/globals';
import {
  MONDAY,
  acceptDossier,
  forwardStep,
  historyOf,
  procedureVersion,
  receiveAtCounter,
  signResult,
  specify,
  submitDossier,
  submittedComponent,
  testCatalogue,
} from '@motcua/testing';
import type { ProcedureVersion } from '../../procedures/procedure.js';
import type { CommandOf, DossierCommand } from '../dossier-command.js';
import { dossierDecider } from '../dossier.js';

// 2026 as in the examples of the rules: Monday 16/11, 24/11 is a day off
const ASKED = '2026-11-18T03:00:00.000Z'; // Wednesday 10:00
const ANSWERED = '2026-11-23T07:00:00.000Z'; // Monday 14:00
const CONFIRMED = '2026-11-25T03:00:00.000Z'; // Wednesday 10:00
const DEADLINE = '2026-11-30T10:00:00.000Z'; // 7 working days after the 18th

const decider = dossierDecider(testCatalogue());
const given = specify(decider);
const after = (...commands: DossierCommand[]) => historyOf(decider, ...commands);

const ask = (
  more: Partial<CommandOf<'RequestSupplement'>['data']> = {},
  reason = 'Thiếu giấy tờ',
): CommandOf<'RequestSupplement'> => ({
  type: 'RequestSupplement',
  data: { items: ['id-copy', '/nycNgaySinh'], ministry: null, now: ASKED, by: 'officer-1', ...more },
  personal: { reason, itemTexts: ['Bản sao', 'Ngày sinh'] },
});
const answer = (more: Partial<CommandOf<'SubmitSupplement'>['data']> = {}): CommandOf<'SubmitSupplement'> => ({
  type: 'SubmitSupplement',
  data: { items: ['id-copy', '/nycNgaySinh'], components: [], now: ANSWERED, by: 'citizen-1', ...more },
  personal: { declaration: null, note: '', attachments: [] },
});
const complete: CommandOf<'CompleteSupplement'> = {
  type: 'CompleteSupplement',
  data: { now: CONFIRMED, by: 'officer-1' },
};
const lapse = (now = '2026-11-30T10:00:00.001Z'): CommandOf<'LapseSupplement'> => ({
  type: 'LapseSupplement',
  data: { now, by: 'deadlines' },
});
const withVersion = (changes: Partial<ProcedureVersion>) => {
  const changed = dossierDecider(testCatalogue(changes));
  return { given: specify(changed), after: (...commands: DossierCommand[]) => historyOf(changed, ...commands) };
};

describe('a supplement at intake (T05)', () => {
  it('is asked while the dossier is submitted, or accepted', () => {
    const [asked] = given(...after(submitDossier()))
      .when(ask())
      .facts();
    expect(asked).toMatchObject({
      type: 'SupplementRequested',
      data: { stage: 'intake', resumeState: 'submitted', due: { dueAt: DEADLINE } },
    });
    expect(
      given(...after(submitDossier(), acceptDossier()))
        .when(ask())
        .facts()[0],
    ).toMatchObject({
      data: { stage: 'intake', resumeState: 'accepted' },
    });
  });
  it('is asked once', () =>
    given(...after(submitDossier(), ask(), answer(), complete))
      .when(ask())
      .isRejected('dossier.supplement-already-asked', { stage: 'intake' }));
  it('is not asked twice by being accepted in between', () =>
    given(...after(submitDossier(), ask(), answer(), complete, acceptDossier()))
      .when(ask())
      .isRejected('dossier.supplement-already-asked'));
  it('names its items and its reason', () => {
    given(...after(submitDossier()))
      .when(ask({ items: [] }))
      .isRejected('dossier.supplement-items-required');
    given(...after(submitDossier()))
      .when(ask({}, ' '))
      .isRejected('dossier.reason-required');
  });
  it('asks for components of the procedure and fields of the form, never in free words', () => {
    for (const item of ['no-such-paper', 'Nguyễn Văn Mẫu', '/Nguyễn Văn Mẫu', '/nyc Ho Ten', ''])
      given(...after(submitDossier()))
        .when(ask({ items: ['id-copy', item] }))
        .isRejected('dossier.supplement-item-unknown', { count: 1 });
    expect(
      given(...after(submitDossier()))
        .when(ask({ items: ['id-copy', '/', '/quaTrinhCTNNNLV/0/noiLamViec'] }))
        .facts(),
    ).toHaveLength(1);
  });
  it('is not asked while another is open, nor after the result', () => {
    given(...after(submitDossier(), ask()))
      .when(ask())
      .isRejected('dossier.not-open-for-supplement');
    given(...after(receiveAtCounter(), signResult()))
      .when(ask())
      .isRejected('dossier.not-open-for-supplement');
    given().when(ask()).isRejected('dossier.unknown');
  });
});

describe('a supplement in appraisal (T06)', () => {
  const processing = after(receiveAtCounter(), forwardStep());
  it('is asked within three working days of acceptance', () => {
    expect(
      given(...processing)
        .when(ask({ now: '2026-11-19T10:00:00.000Z' }))
        .facts()[0],
    ).toMatchObject({
      data: { stage: 'appraisal', resumeState: 'processing' },
    });
    given(...processing)
      .when(ask({ now: '2026-11-19T10:00:00.001Z' }))
      .isRejected('dossier.supplement-window-closed');
  });
  it('may follow one at intake, but not a second in appraisal', () => {
    const commands = [
      submitDossier(),
      ask({ now: MONDAY }),
      answer({ now: MONDAY }),
      complete,
      acceptDossier(),
      forwardStep(),
    ];
    given(...after(...commands))
      .when(ask())
      .yieldsTypes('SupplementRequested');
    const again = [...commands, ask({ now: MONDAY }), answer({ now: MONDAY }), complete];
    given(...after(...again))
      .when(ask())
      .isRejected('dossier.supplement-already-asked', { stage: 'appraisal' });
  });

  const ministry = { system: 'civil.g1', taskId: 'task-1' };
  it('is asked by a ministry under the same rule', () =>
    given(...processing)
      .when(ask({ ministry }))
      .yieldsTypes('SupplementRequested'));
  it('becomes a task when the ministry asks late, again, or at the wrong moment', () => {
    given(...processing)
      .when(ask({ ministry, now: '2026-11-20T02:00:00.000Z' }))
      .yieldsTypes('OfficerTaskRaised');
    given(...after(receiveAtCounter(), forwardStep(), ask()))
      .when(ask({ ministry }))
      .yieldsTypes('OfficerTaskRaised');
    given(...after(receiveAtCounter(), signResult()))
      .when(ask({ ministry }))
      .yieldsTypes('OfficerTaskRaised');
  });
  it('raises that task once', () => {
    const late = ask({ ministry, now: '2026-11-20T02:00:00.000Z' });
    given(...after(receiveAtCounter(), forwardStep(), late))
      .when(late)
      .yieldsNothing();
    given().when(late).isRejected('dossier.unknown');
  });
});

describe('the answer', () => {
  const waiting = after(submitDossier(), ask());
  it('is taken for items that were asked for', () => {
    given(...waiting)
      .when(answer())
      .yieldsTypes('SupplementSubmitted');
    given(...waiting)
      .when(answer({ items: ['other'] }))
      .isRejected('dossier.supplement-item-not-asked');
    given(...waiting)
      .when(answer({ items: [] }))
      .isRejected('dossier.supplement-items-required');
    given(...after(submitDossier()))
      .when(answer())
      .isRejected('dossier.not-waiting-for-supplement');
  });
  it('brings every file once', () =>
    given(...after(submitDossier({ components: [submittedComponent()] }), ask()))
      .when(answer({ components: [submittedComponent()] }))
      .isRejected('dossier.attachment-duplicate'));
});

describe('completion (T07)', () => {
  it('needs every item', () => {
    given(...after(submitDossier(), ask()))
      .when(complete)
      .isRejected('dossier.supplement-incomplete');
    const partly = after(submitDossier(), ask(), answer({ items: ['id-copy'] }));
    given(...partly)
      .when(complete)
      .isRejected('dossier.supplement-incomplete', { items: ['/nycNgaySinh'] });
    given(...partly, ...after(submitDossier(), ask(), answer({ items: ['/nycNgaySinh'] })).slice(2))
      .when(complete)
      .yieldsTypes('SupplementCompleted');
    given(...after(submitDossier()))
      .when(complete)
      .isRejected('dossier.not-waiting-for-supplement');
  });
  it('starts a new intake answer limit before acceptance, from the answer on', () =>
    expect(
      given(...after(submitDossier(), ask(), answer()))
        .when(complete)
        .facts()[0],
    ).toMatchObject({
      data: { due: null, intakeAnswer: { startedAt: ANSWERED } },
    }));

  const processed = [receiveAtCounter(), forwardStep(), ask(), answer()] as const;
  it('restarts the limit from the answer that is confirmed complete', () => {
    const facts = after(...processed, complete);
    expect(facts.at(-1)).toMatchObject({ data: { answeredAt: ANSWERED, due: { dueAt: '2026-11-27T10:00:00.000Z' } } });
    expect(facts.reduce(decider.evolve, decider.initialState())).toMatchObject({
      status: 'processing',
      acceptance: { originalDueAt: '2026-11-19T10:00:00.000Z', clockFrom: ANSWERED },
    });
  });
  it('pauses the limit where the version says so', () => {
    const pausing = withVersion({ supplementClock: 'pause' });
    expect(pausing.after(...processed, complete).at(-1)).toMatchObject({
      data: { due: { dueAt: '2026-11-25T10:00:00.000Z' } },
    });
  });
  it('leaves the limit where the version says so', () => {
    const running = withVersion({ supplementClock: 'none' });
    expect(running.after(...processed, complete).at(-1)).toMatchObject({
      data: { due: { dueAt: '2026-11-19T10:00:00.000Z' } },
    });
  });
  it('goes back to the state it came from', () => {
    const state = (...commands: DossierCommand[]) =>
      after(...commands).reduce(decider.evolve, decider.initialState()).status;
    expect(state(submitDossier(), ask(), answer(), complete)).toBe('submitted');
    expect(state(receiveAtCounter(), ask(), answer(), complete)).toBe('accepted');
    expect(state(...processed, complete)).toBe('processing');
  });
});

describe('a lapsed supplement (T08)', () => {
  it('refuses before acceptance and stops after it', () => {
    expect(
      given(...after(submitDossier(), ask()))
        .when(lapse())
        .facts()[0],
    ).toMatchObject({ data: { becomes: 'intakeRefused' } });
    expect(
      given(...after(receiveAtCounter(), ask()))
        .when(lapse())
        .facts()[0],
    ).toMatchObject({ data: { becomes: 'stopped' } });
    expect(
      given(...after(receiveAtCounter(), forwardStep(), ask()))
        .when(lapse())
        .facts()[0],
    ).toMatchObject({
      data: { becomes: 'stopped' },
    });
  });
  it('always stops linked births of 2026', () => {
    const births = withVersion({ ruleSet: '2026', route: 'linked' });
    expect(
      births
        .given(...births.after(submitDossier(), ask()))
        .when(lapse())
        .facts()[0],
    ).toMatchObject({
      data: { becomes: 'stopped' },
    });
  });
  it('never comes before the deadline', () => {
    given(...after(submitDossier(), ask()))
      .when(lapse(DEADLINE))
      .isRejected('dossier.supplement-not-overdue');
    given(...after(submitDossier()))
      .when(lapse())
      .isRejected('dossier.not-waiting-for-supplement');
  });
  it('never comes while an answer received in time waits, but an answer too late does not hold it up', () => {
    given(...after(submitDossier(), ask(), answer({ now: DEADLINE })))
      .when(lapse())
      .isRejected('dossier.supplement-answer-waiting');
    const late = answer({ now: '2026-11-30T10:00:00.001Z' });
    given(...after(submitDossier(), ask(), late))
      .when(lapse())
      .yieldsTypes('SupplementLapsed');
  });
  it('cannot be reopened when the dossier was never accepted', () => {
    const births = withVersion({ ruleSet: '2026', route: 'linked', switches: procedureVersion().switches });
    births
      .given(...births.after(submitDossier(), ask(), lapse()))
      .when({
        type: 'ReopenDossier',
        data: { clock: 'restart', decisionBlobId: 'blob-reopen', now: CONFIRMED, by: 'leader-1' },
        personal: { reason: 'Mở lại' },
      })
      .isRejected('dossier.reopen-not-allowed');
  });
});

import { describe, expect, it } from '@jest/globals';
import { historyOf, specify } from '@motcua/testing';
import type { ReplayCommand } from './replay-command.js';
import type { ReplayPlan } from './replay-event.js';
import { replayDecider } from './replay-job.js';

const given = specify(replayDecider);
const now = '2026-11-24T01:00:00.000Z';
const later = '2026-11-24T01:05:00.000Z';
const jobId = '0190b8a2-6d3e-7c11-9f00-000000000001';

const plan: ReplayPlan = {
  kind: 'redeliver',
  target: 'statistics',
  filter: { unitCodes: ['H99.14'] },
  from: '0',
  to: '3000',
  count: 10,
  dossiers: 3,
  firstEventId: 'a',
  lastEventId: 'b',
  effects: 0,
  ratePerSecond: 100,
};
const ask: ReplayCommand = { type: 'RequestReplay', data: { jobId, plan, by: 'an', reasonCode: 'lost-topic', now } };
const approve: ReplayCommand = { type: 'ApproveReplay', data: { by: 'binh', now } };
const pause: ReplayCommand = { type: 'PauseReplay', data: { by: 'an', cause: 'administrator', now } };
const resume: ReplayCommand = { type: 'ResumeReplay', data: { by: 'an', now } };
const cancel: ReplayCommand = { type: 'CancelReplay', data: { by: 'an', now } };
const progress = (done: number, failed = 0, skipped = 0): ReplayCommand => ({
  type: 'RecordReplayProgress',
  data: { done, failed, skipped, cursor: String(done), now: later },
});
const complete = (done: number, failed = 0, skipped = 0): ReplayCommand => ({
  type: 'CompleteReplay',
  data: { done, failed, skipped, digest: 'f00d', now: later },
});
const after = (...commands: ReplayCommand[]) => given(...historyOf(replayDecider, ...commands));

describe('a replay job', () => {
  it('is asked for with its plan', () =>
    given()
      .when(ask)
      .yields({
        type: 'ReplayRequested',
        data: { jobId, plan, by: 'an', reasonCode: 'lost-topic', requestedAt: now },
      }));

  it('is not asked for twice', () => after(ask).when(ask).isRejected('replay.exists'));

  it('is refused when nothing matches', () =>
    given()
      .when({ ...ask, data: { ...ask.data, plan: { ...plan, count: 0 } } } as ReplayCommand)
      .isRejected('replay.nothing-planned'));

  it('is taken for a lost consumer even when nothing stands behind its place', () => {
    const lost = {
      reason: 'history-changed',
      checkpoint: '9',
      sharedUntil: now,
      dossiersHandled: 1,
      dossiersAhead: 1,
      parkedGone: 0,
      repeated: 0,
    } as const;
    const reset: ReplayPlan = { ...plan, kind: 'reset', target: 'portal-sync', filter: {}, count: 0, lost };
    return given()
      .when({ ...ask, data: { ...ask.data, plan: reset } } as ReplayCommand)
      .yields({
        type: 'ReplayRequested',
        data: { jobId, plan: reset, by: 'an', reasonCode: 'lost-topic', requestedAt: now },
      });
  });

  it.each([0, -1, 1.5])('is refused at a rate of %s', (ratePerSecond) =>
    given()
      .when({ ...ask, data: { ...ask.data, plan: { ...plan, ratePerSecond } } } as ReplayCommand)
      .isRejected('replay.rate-invalid'),
  );

  it('waits for another administrator', () =>
    after(ask)
      .when({ type: 'ApproveReplay', data: { by: 'an', now } })
      .isRejected('replay.same-person'));

  it('runs once approved', () =>
    after(ask)
      .when(approve)
      .yields({ type: 'ReplayApproved', data: { jobId, by: 'binh', approvedAt: now } }));

  it('is approved once', () => after(ask, approve).when(approve).isRejected('replay.not-waiting'));

  it('does nothing before the approval', () => after(ask).when(progress(1)).isRejected('replay.not-running'));

  it('counts what was done', () =>
    after(ask, approve)
      .when(progress(4, 1))
      .yields({
        type: 'ReplayProgressed',
        data: { jobId, done: 4, failed: 1, skipped: 0, cursor: '4', progressedAt: later },
      }));

  it('never counts backwards', () =>
    after(ask, approve, progress(4)).when(progress(3)).isRejected('replay.tally-wrong'));

  it('never counts more than was planned', () =>
    after(ask, approve).when(progress(10, 1)).isRejected('replay.tally-wrong', { planned: 10, told: 11 }));

  it('pauses, keeps what was on its way, and goes on', () => {
    after(ask, approve, pause).when(progress(2)).yieldsTypes('ReplayProgressed');
    after(ask, approve, pause, progress(2)).when(resume).yieldsTypes('ReplayResumed');
    after(ask, approve, pause).when(pause).isRejected('replay.not-running');
    after(ask, approve).when(resume).isRejected('replay.not-paused');
  });

  it('completes only when every planned fact is accounted for', () => {
    after(ask, approve, progress(7))
      .when(complete(7, 1, 2))
      .yieldsTypes('ReplayCompleted');
    after(ask, approve, progress(7)).when(complete(9)).isRejected('replay.tally-wrong', { planned: 10, told: 9 });
  });

  it('does not complete while it is paused', () =>
    after(ask, approve, pause).when(complete(10)).isRejected('replay.not-running'));

  it.each([
    ['waiting', [ask]],
    ['running', [ask, approve]],
    ['paused', [ask, approve, pause]],
  ])('can be cancelled while %s', (_status, history) =>
    after(...history)
      .when(cancel)
      .yieldsTypes('ReplayCancelled'),
  );

  it.each([approve, progress(10), pause, resume, cancel, complete(10)])('is closed once cancelled: $type', (command) =>
    after(ask, cancel).when(command).isRejected('replay.ended', { status: 'cancelled' }),
  );

  it('knows nothing of a job that nobody asked for', () => given().when(approve).isRejected('replay.unknown'));

  it('shows where it stands', () => {
    const state = historyOf(replayDecider, ask, approve, progress(4)).reduce(
      replayDecider.evolve,
      replayDecider.initialState(),
    );
    expect(state).toMatchObject({
      status: 'running',
      approvedBy: 'binh',
      tally: { done: 4 },
      cursor: '4',
      movedAt: later,
    });
  });
});

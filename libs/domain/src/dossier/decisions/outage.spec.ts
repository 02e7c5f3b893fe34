import { describe, expect, it } from '@jest/globals';
import {
  dossierCommands as make,
  forwardStep,
  historyOf,
  receiveAtCounter,
  signResult,
  specify,
  submitDossier,
  testCatalogue,
} from '@motcua/testing';
import { localInstant } from '../../calendar/local-time.js';
import type { CommandOf, DossierCommand } from '../dossier-command.js';
import { dossierDecider } from '../dossier.js';
import { runningDeadlines } from './deadline.js';

// Received on Monday 16/11/2026 at 09:00 with a limit of three working days: due on Thursday at 17:00
const THURSDAY = localInstant('2026-11-19', '17:00');
const outage = (
  from = localInstant('2026-11-17', '09:00'),
  to = localInstant('2026-11-17', '11:00'),
  now = localInstant('2026-11-18', '08:00'),
): CommandOf<'ApplyOutage'> => ({ type: 'ApplyOutage', data: { from, to, now, by: 'leader-1' } });

const catalogue = testCatalogue();
const decider = dossierDecider(catalogue);
const given = specify(decider);
const after = (...commands: DossierCommand[]) => historyOf(decider, ...commands);
const stateAfter = (...commands: DossierCommand[]) => after(...commands).reduce(decider.evolve, decider.initialState());
const dueAfter = (...commands: DossierCommand[]) => {
  const state = stateAfter(...commands);
  return 'acceptance' in state ? state.acceptance?.due.dueAt : undefined;
};

describe('an announced outage (R11)', () => {
  it('moves the due date by its working time; the original date stays', () => {
    const [moved] = given(...after(receiveAtCounter()))
      .when(outage())
      .facts();
    const { from, to, now } = outage().data;
    expect(moved).toMatchObject({
      type: 'DueDateMoved',
      data: {
        cause: 'outage',
        from,
        to,
        by: 'leader-1',
        movedAt: now,
        due: { rule: 'outage', amount: 2, dueAt: localInstant('2026-11-20', '09:00') },
      },
    });
    expect(stateAfter(receiveAtCounter(), outage())).toMatchObject({
      status: 'accepted',
      acceptance: { originalDueAt: THURSDAY, outages: [{ from, to }] },
    });
  });

  it('sets the timers of the new date', () =>
    expect(runningDeadlines(stateAfter(receiveAtCounter(), outage()), catalogue)).toContainEqual({
      deadline: 'resolution',
      dueAt: localInstant('2026-11-20', '09:00'),
    }));

  it('is applied once, also in pieces', () => {
    given(...after(receiveAtCounter(), outage()))
      .when(outage())
      .yieldsNothing();
    const longer = outage(localInstant('2026-11-17', '08:00'), localInstant('2026-11-17', '11:30'));
    expect(dueAfter(receiveAtCounter(), outage(), longer)).toBe(localInstant('2026-11-20', '10:30'));
    expect(dueAfter(receiveAtCounter(), longer)).toBe(localInstant('2026-11-20', '10:30'));
  });

  it('changes nothing by night, and before the clock started', () => {
    for (const [from, to] of [
      [localInstant('2026-11-16', '18:00'), localInstant('2026-11-17', '06:00')],
      [localInstant('2026-11-13', '08:00'), localInstant('2026-11-16', '09:00')],
    ] as const)
      given(...after(receiveAtCounter()))
        .when(outage(from, to))
        .yieldsNothing();
  });

  it('does not take away again what waiting for the applicant left out', () => {
    const pausing = dossierDecider(testCatalogue({ supplementClock: 'pause' }));
    const [asked, answered] = [localInstant('2026-11-17', '08:00'), localInstant('2026-11-18', '08:00')];
    const facts = historyOf(
      pausing,
      receiveAtCounter(),
      { ...make.RequestSupplement, data: { ...make.RequestSupplement.data, now: asked } },
      { ...make.SubmitSupplement, data: { ...make.SubmitSupplement.data, now: answered } },
      { ...make.CompleteSupplement, data: { ...make.CompleteSupplement.data, now: answered } },
    );
    specify(pausing)(...facts)
      .when(outage())
      .yieldsNothing();
    const reaching = outage(undefined, localInstant('2026-11-18', '09:00'), localInstant('2026-11-18', '10:00'));
    expect(
      specify(pausing)(...facts)
        .when(reaching)
        .facts(),
    ).toMatchObject([{ data: { due: { dueAt: localInstant('2026-11-23', '08:00') } } }]);
  });

  it('stays when the case changes, and for an extended date', () => {
    const complex = {
      ...make.ChangeProcedureCase,
      data: { ...make.ChangeProcedureCase.data, procedureCase: 'complex' },
    };
    // eight working days, Tuesday 24/11 is a day off: Friday 27/11, and two hours
    expect(dueAfter(receiveAtCounter(), outage(), complex)).toBe(localInstant('2026-11-30', '09:00'));
    expect(dueAfter(receiveAtCounter(), make.ExtendDueDate, outage())).toBe(localInstant('2026-11-25', '09:00'));
  });

  it('is over before it is applied, to a dossier whose due date runs', () => {
    const { from, to } = outage().data;
    for (const wrong of [outage(to, from), outage(from, from), outage(from, to, localInstant('2026-11-17', '10:59'))])
      given(...after(receiveAtCounter()))
        .when(wrong)
        .isRejected('dossier.outage-invalid');
    for (const commands of [[submitDossier()], [receiveAtCounter(), forwardStep(), signResult()]])
      given(...after(...commands))
        .when(outage())
        .isRejected('dossier.not-open-for-outage');
    given().when(outage()).isRejected('dossier.unknown');
  });
});

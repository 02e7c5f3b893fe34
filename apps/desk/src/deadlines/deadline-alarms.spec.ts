import { describe, expect, it } from '@jest/globals';
import { type DossierCommand, type DossierEvent, dossierDecider } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue } from '@motcua/testing';
import { alarmChanges } from './deadline-alarms.js';

const catalogue = testCatalogue();
const DAY_MS = 86_400_000;

/** What the commands leave in the stream; only what the alarms read. */
function history(...commands: readonly DossierCommand[]): RecordedEvent[] {
  const { decide, evolve, initialState } = dossierDecider(catalogue);
  let state = initialState();
  const facts: DossierEvent[] = [];
  for (const command of commands) {
    const next = decide(command, state);
    state = next.reduce(evolve, state);
    facts.push(...next);
  }
  const meta = { correlationId: 'c', causationId: 'c', actor: 'a', actorRole: 'r', recordedAt: MONDAY };
  return facts.map(({ type, data }, index) => ({
    id: String(index),
    type,
    schemaVersion: 1,
    data: data as RecordedEvent['data'],
    meta,
    stream: 'dossier-x',
    version: index + 1,
    position: String(index),
  }));
}

function changes(...commands: readonly DossierCommand[]) {
  const { set, cancel } = alarmChanges(history(...commands), catalogue, DAY_MS);
  return {
    set: set.map(({ kind, deadline, at }) => `${kind} ${deadline} ${at}`),
    cancel: cancel.map(({ kind, deadline }) => `${kind} ${deadline}`),
  };
}

const submitted = submitDossier();

describe('the alarms of deadlines', () => {
  it('begin with a submission: warned of after three quarters of its time, missed a moment after it', () => {
    expect(changes(submitted)).toEqual({
      set: [
        'deadline-warn intakeAnswer 2026-11-16T20:00:00.000Z',
        'deadline-miss intakeAnswer 2026-11-17T02:00:00.001Z',
      ],
      cancel: [],
    });
  });

  it('go on with an acceptance, and know the last moment to extend', () => {
    const accepted = history(submitted, make.AcceptDossier).slice(0, 2);
    const { set, cancel } = alarmChanges(accepted, catalogue, DAY_MS);
    expect(set.map(({ kind, deadline, at }) => `${kind} ${deadline} ${at}`)).toEqual([
      'deadline-warn resolution 2026-11-18T14:00:00.000Z',
      'deadline-miss resolution 2026-11-19T10:00:00.001Z',
      'deadline-warn apology 2026-11-17T20:00:00.000Z',
      'deadline-miss apology 2026-11-18T10:00:00.001Z',
    ]);
    expect(cancel.map(({ deadline }) => deadline)).toEqual(['intakeAnswer', 'intakeAnswer']);
  });

  it('lapse a supplement instead of only missing it, until an answer has come in time', () => {
    expect(changes(submitted, make.RequestSupplement).set.map((line) => line.split(' ')[0])).toEqual([
      'deadline-warn',
      'supplement-lapse',
    ]);
    expect(changes(submitted, make.RequestSupplement, make.SubmitSupplement)).toEqual({
      set: [],
      cancel: ['deadline-warn supplement', 'supplement-lapse supplement'],
    });
  });

  it('of an extended dossier move with its date, warn a day before it at the earliest, and the apology is over', () => {
    const { set, cancel } = changes(submitted, make.AcceptDossier, make.ForwardStep, make.ExtendDueDate);
    expect(set).toEqual([
      'deadline-warn resolution 2026-11-22T10:00:00.000Z',
      'deadline-miss resolution 2026-11-23T10:00:00.001Z',
    ]);
    expect(cancel).toHaveLength(4);
  });

  it('end with the dossier, and a fact told again changes the same', () => {
    const commands = [submitted, make.AcceptDossier, make.ForwardStep, make.SignResult];
    expect(changes(...commands)).toEqual(changes(...commands));
    expect(changes(...commands)).toMatchObject({ set: [], cancel: { length: 4 } });
    expect(changes(...commands, make.ReturnResult)).toEqual({ set: [], cancel: [] });
  });

  it('are not set again once they were said', () => {
    const dueAt = '2026-11-19T10:00:00.000Z';
    const warn: DossierCommand = {
      type: 'WarnDeadline',
      data: { deadline: 'resolution', dueAt, now: '2026-11-18T16:00:00.000Z', by: 'system:desk' },
    };
    expect(changes(submitted, make.AcceptDossier, warn)).toEqual({ set: [], cancel: ['deadline-warn resolution'] });
  });

  it('of nothing are none', () => {
    expect(alarmChanges([], catalogue, DAY_MS)).toEqual({ set: [], cancel: [] });
  });
});

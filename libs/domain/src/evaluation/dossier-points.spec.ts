import { describe, expect, it } from '@jest/globals';
import { dossierFacts } from '@motcua/testing';
import type { DossierEvent } from '../dossier/dossier-event.js';
import { dossierPoints } from './dossier-points.js';
import { type Performer, measureAfter } from './measure-dossier.js';
import type { ServiceMeasure } from './service-measure.js';

type Told = DossierEvent | { readonly fact: DossierEvent; readonly by: Performer };

/** The original due date of all examples: Thursday 2026-11-19 17:00 in Vietnam. */
const DUE = '2026-11-19T10:00:00.000Z';

function measured(...told: readonly Told[]): ServiceMeasure {
  const facts = told.map((one) => ('fact' in one ? one : { fact: one, by: 'office' as const }));
  return facts.reduce<ServiceMeasure | undefined>((before, { fact, by }) => measureAfter(before, fact, by), undefined)!;
}

const { due } = dossierFacts.DossierAccepted.data;
const submitted = dossierFacts.DossierSubmitted;
const atCounter: DossierEvent = { ...submitted, data: { ...submitted.data, channel: 'counter' } };
const accepted: DossierEvent = {
  ...dossierFacts.DossierAccepted,
  data: { ...dossierFacts.DossierAccepted.data, due: { ...due, dueAt: DUE } },
};
const returnedOnline: DossierEvent = {
  ...dossierFacts.ResultReturned,
  data: { ...dossierFacts.ResultReturned.data, method: 'online' },
};

function signed(signedAt: string): DossierEvent {
  return { ...dossierFacts.ResultSigned, data: { ...dossierFacts.ResultSigned.data, signedAt } };
}

function forwarded(forwardedAt: string, stepDue: string | null, toUnit = 'H99.14'): DossierEvent {
  return {
    ...dossierFacts.StepForwarded,
    data: { ...dossierFacts.StepForwarded.data, forwardedAt, stepDue, toUnit },
  };
}

function asked(resumeState: 'submitted' | 'accepted' | 'processing'): DossierEvent {
  return { ...dossierFacts.SupplementRequested, data: { ...dossierFacts.SupplementRequested.data, resumeState } };
}

const inTime = signed('2026-11-19T03:00:00.000Z');

describe('index 1, total time against the original due date', () => {
  it.each([
    ['the day before, a minute to midnight', '2026-11-18T16:59:59.999Z', 2],
    ['on the due day', '2026-11-18T17:00:00.000Z', 1],
    ['at the due moment', DUE, 1],
    ['a moment later', '2026-11-19T10:00:00.001Z', 0],
  ])('signed %s', (_when, signedAt, points) => {
    expect(dossierPoints(measured(submitted, accepted, signed(signedAt)))[1]).toBe(points);
  });

  it('is not helped by an extension: the date printed first counts', () => {
    const extended: DossierEvent = {
      ...dossierFacts.DueDateExtended,
      data: { ...dossierFacts.DueDateExtended.data, due: { ...due, dueAt: '2026-11-26T10:00:00.000Z' } },
    };
    const late = measured(submitted, accepted, extended, signed('2026-11-23T03:00:00.000Z'));
    expect([dossierPoints(late)[1], late.dueAt, late.originalDueAt]).toEqual([0, '2026-11-26T10:00:00.000Z', DUE]);
  });

  it('has nothing to say before there is a result', () => {
    expect(dossierPoints(measured(submitted, accepted))).toEqual({ 1: null, 2: null, 3: null, 4: null, 7: null });
  });
});

describe('index 2, the time of each unit', () => {
  it('is that of the unit that kept its limit worst', () => {
    const both = measured(
      submitted,
      accepted,
      forwarded('2026-11-16T03:00:00.000Z', '2026-11-17T10:00:00.000Z'),
      forwarded('2026-11-16T09:00:00.000Z', '2026-11-18T10:00:00.000Z', 'H99.31'),
      signed('2026-11-18T09:00:00.000Z'),
    );
    expect(both.steps).toEqual([
      { unit: 'H99.14', kept: 'early' },
      { unit: 'H99.31', kept: 'onTime' },
    ]);
    expect(dossierPoints(both)[2]).toBe(1);
  });

  it('is 0 when one of them was late, whatever the others saved', () => {
    const late = measured(
      submitted,
      accepted,
      forwarded('2026-11-16T03:00:00.000Z', '2026-11-17T10:00:00.000Z'),
      forwarded('2026-11-17T10:00:00.001Z', null, 'H99.31'),
      signed('2026-11-18T09:00:00.000Z'),
    );
    expect([dossierPoints(late)[2], dossierPoints(late)[1]]).toEqual([0, 2]);
  });

  it('is left out where no step had a limit of its own', () => {
    expect(dossierPoints(measured(submitted, accepted, forwarded('2026-11-16T03:00:00.000Z', null), inTime))[2]).toBe(
      null,
    );
  });

  it('does not judge a step in which the applicant was waited for', () => {
    const waited = measured(
      submitted,
      accepted,
      forwarded('2026-11-16T03:00:00.000Z', '2026-11-17T10:00:00.000Z'),
      asked('processing'),
      dossierFacts.SupplementCompleted,
      inTime,
    );
    expect(dossierPoints(waited)[2]).toBe(null);
  });
});

describe('index 3, contacts to complete the dossier', () => {
  it('counts no request that names what was missing when it was filed', () => {
    expect(
      dossierPoints(measured(submitted, asked('submitted'), dossierFacts.SupplementCompleted, accepted, inTime))[3],
    ).toBe(2);
  });

  it.each([
    [['accepted'], 1],
    [['processing'], 1],
    [['accepted', 'processing'], 0],
  ] as const)('counts requests after acceptance: %j', (states, points) => {
    const requests = states.flatMap((state) => [asked(state), dossierFacts.SupplementCompleted]);
    expect(dossierPoints(measured(submitted, accepted, ...requests, inTime))[3]).toBe(points);
  });
});

describe('index 4, bodies to be contacted', () => {
  it('is none where everything went online or by post', () => {
    expect(dossierPoints(measured(submitted, accepted, inTime, returnedOnline))[4]).toBe(2);
  });

  it('is the one-stop desk where the dossier was filed there', () => {
    expect(dossierPoints(measured(atCounter, accepted, inTime, returnedOnline))[4]).toBe(1);
  });

  it('is the one-stop desk where the result was fetched there', () => {
    expect(dossierPoints(measured(submitted, accepted, inTime, dossierFacts.ResultReturned))[4]).toBe(1);
  });

  it.each([
    ['office', 1],
    ['applicant', 2],
  ] as const)('is the one-stop desk where a supplement was brought there (taken by: %s)', (by, points) => {
    const answer = { fact: dossierFacts.SupplementSubmitted, by };
    const whole = measured(submitted, asked('submitted'), answer, accepted, inTime, returnedOnline);
    expect(dossierPoints(whole)[4]).toBe(points);
  });

  it('is not known before the result was given back', () => {
    expect(dossierPoints(measured(submitted, accepted, inTime))[4]).toBe(null);
  });
});

describe('index 7, attitude', () => {
  it.each([
    ['2026-11-18T03:00:00.000Z', 2],
    ['2026-11-19T03:00:00.000Z', 1],
    ['2026-11-20T03:00:00.000Z', 0],
  ])('follows the time, since no upheld complaint is known (signed %s)', (signedAt, points) => {
    expect(dossierPoints(measured(submitted, accepted, signed(signedAt)))[7]).toBe(points);
  });
});

describe('the measure of a dossier', () => {
  it('lets the clock stand while a supplement is awaited and after the end', () => {
    const clocks = [
      measured(submitted),
      measured(submitted, accepted),
      measured(submitted, accepted, asked('processing')),
      measured(submitted, accepted, asked('processing'), dossierFacts.SupplementCompleted),
      measured(submitted, accepted, inTime),
      measured(submitted, accepted, dossierFacts.DossierStopped),
      measured(submitted, accepted, dossierFacts.DossierStopped, dossierFacts.DossierReopened),
    ].map(({ clock }) => clock);
    expect(clocks).toEqual(['standing', 'running', 'standing', 'running', 'standing', 'standing', 'running']);
  });

  it('begins with the submission, not with a reserved code or a mirror', () => {
    expect(measureAfter(undefined, dossierFacts.CodeRequested, 'office')).toBe(undefined);
    expect(measureAfter(undefined, dossierFacts.MirrorStatusReported, 'office')).toBe(undefined);
  });

  it('keeps the first rating', () => {
    const again = {
      ...dossierFacts.DossierRated,
      data: { ...dossierFacts.DossierRated.data, level: 'neutral' as const },
    };
    expect(measured(submitted, dossierFacts.DossierRated, again).rating?.level).toBe('satisfied');
  });
});

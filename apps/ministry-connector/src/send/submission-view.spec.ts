import { describe, expect, it } from '@jest/globals';
import { dossierDecider, type DossierEvent, type DueDate, type RoutingRow } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import type { OpenedEvent } from '@motcua/service-kit';
import { acceptDossier, submissionPersonal, submitDossier, testCatalogue } from '@motcua/testing';
import { HandedDossier } from '../dossier/handed-dossier.js';
import { submissionView } from './submission-view.js';
import { withheld } from './withheld.js';

const catalogue = testCatalogue();
const decider = dossierDecider(catalogue);
const dossierId = submitDossier().data.dossierId;
const leg = { system: 'lltp.g1', module: null, profile: 'lltp-ngsp@1' };
const row: RoutingRow = {
  kind: 'professional',
  procedure: '2.000488',
  unit: 'H99.*',
  validFrom: '2018-01-01',
  validTo: null,
  ...leg,
};

/** The facts of an accepted dossier, with others behind them. */
function facts(...more: DossierEvent[]): DossierEvent[] {
  const command = {
    ...submitDossier(),
    personal: submissionPersonal({ declaration: { nycHoTen: 'NGUYỄN'.normalize('NFD') } }),
  };
  const submitted = decider.decide(command, decider.initialState());
  const place = { origin: 'series', system: null, unitCode: 'H99.14', day: '2026-11-16', ordinal: 1 } as const;
  const code = { dossierId, dossierCode: 'H99.14-261116-0001', ...place };
  const assigned: DossierEvent = {
    type: 'DossierCodeAssigned',
    data: { ...code, assignedAt: submitDossier().data.now },
  };
  const state = [...submitted, assigned].reduce(decider.evolve, decider.initialState());
  const accepted = decider.decide(acceptDossier(), state).filter(({ type }) => type !== 'RoutingDecided');
  const routed: DossierEvent = {
    type: 'RoutingDecided',
    data: { dossierId, row, decidedAt: acceptDossier().data.now },
  };
  return [...submitted, assigned, ...accepted, routed, ...more];
}

function dossierOf(events: readonly DossierEvent[]): HandedDossier {
  const recorded = events.map(({ type, data }) => ({ type, data, meta: { causationId: 'c' } }));
  return HandedDossier.of(recorded as unknown as RecordedEvent[], decider, catalogue)!;
}

function view(events: readonly DossierEvent[]) {
  return submissionView(dossierOf(events), leg, events as unknown as OpenedEvent[], catalogue);
}

const forwarded: DossierEvent = {
  type: 'StepForwarded',
  data: {
    dossierId,
    fromUnit: 'H99.14',
    toUnit: 'H99.14',
    handler: 'h',
    by: 'o',
    forwardedAt: '2026-11-16T03:00:00.000Z',
    stepDue: null,
  },
  personal: { note: '' },
};

const supplement = (declaration: { nycHoTen: string } | null): DossierEvent => ({
  type: 'SupplementSubmitted',
  data: { dossierId, items: ['/'], components: [], submittedAt: submitDossier().data.now },
  personal: { declaration, note: '', attachments: [] },
});

describe('the dossier as a ministry gets it', () => {
  it('has its texts in NFC', () => {
    expect(view(facts())?.declaration).toEqual({ nycHoTen: 'NGUYỄN'.normalize('NFC') });
  });

  it('has the declaration of the last supplement that brought one', () => {
    const events = facts(supplement({ nycHoTen: 'TRẦN' }), supplement(null));
    expect(view(events)?.declaration).toEqual({ nycHoTen: 'TRẦN' });
  });

  it('is not there when its personal data was erased', () => {
    const events = facts().map(({ personal: _gone, ...fact }: DossierEvent & { personal?: unknown }) => fact);
    expect(view(events as DossierEvent[])).toBeUndefined();
  });

  it('goes out while it is open', () => {
    expect(withheld(dossierOf(facts()), catalogue)).toEqual([]);
  });

  it.each<[string, DossierEvent]>([
    [
      'withdrawn',
      {
        type: 'DossierWithdrawn',
        data: { dossierId, by: 'c', withdrawnAt: '2026-11-17T02:00:00.000Z', refundDue: false },
        personal: { reason: 'r' },
      },
    ],
    [
      'stopped',
      {
        type: 'DossierStopped',
        data: { dossierId, by: 'o', stoppedAt: '2026-11-17T02:00:00.000Z', decisionBlobId: 'b' },
        personal: { reason: 'r' },
      },
    ],
  ])('stays here once it is %s', (subject, fact) => {
    expect(withheld(dossierOf(facts(forwarded, fact)), catalogue)).toEqual([{ code: 'dossier-closed', subject }]);
  });

  it('waits for the applicant while a supplement is asked for', () => {
    const asked: DossierEvent = {
      type: 'SupplementRequested',
      data: {
        dossierId,
        stage: 'intake',
        resumeState: 'accepted',
        items: ['/'],
        by: 'o',
        requestedAt: '2026-11-17T02:00:00.000Z',
        due: { dueAt: '2026-11-30T02:00:00.000Z' } as DueDate,
      },
      personal: { reason: 'r', itemTexts: [] },
    };
    expect(withheld(dossierOf(facts(asked)), catalogue)).toEqual([
      { code: 'dossier-waiting', subject: 'supplementRequested' },
    ]);
  });

  it.each(['01.14-261116-0001', 'H99.14-261116-010001', 'no code'])('keeps back the foreign code %s', (dossierCode) => {
    const events = facts().map((fact) =>
      fact.type === 'DossierCodeAssigned' ? { ...fact, data: { ...fact.data, dossierCode } } : fact,
    );
    expect(withheld(dossierOf(events), catalogue)).toEqual([{ code: 'foreign-code', subject: 'dossierCode' }]);
  });
});

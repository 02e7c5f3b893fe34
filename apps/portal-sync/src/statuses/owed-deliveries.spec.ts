import { describe, expect, it } from '@jest/globals';
import { defaultLanePolicy, deliveryDecider, type DeliveryCommand, type Lane } from '@motcua/domain';
import {
  acceptDossier,
  dossierFacts,
  forwardStep,
  MONDAY,
  signResult,
  submitDossier,
  testCatalogue,
} from '@motcua/testing';
import { historyOf, type DossierHistory } from './dossier-history.js';
import { owedDeliveries } from './owed-deliveries.js';
import { recorded, type Turn } from './recorded.fixture.js';

const catalogue = testCatalogue();
const { decide, evolve, initialState } = deliveryDecider(defaultLanePolicy);
const system = 'portal.dvcqg';
const dossierId = '7b0c6f4e-0000-4000-8000-000000000001';
const by = { role: 'deskOfficer' };
const submitted: Turn[] = [{ command: submitDossier(), role: 'citizen' }, { fact: dossierFacts.DossierCodeAssigned }];
const processing: Turn[] = [...submitted, { command: acceptDossier(), ...by }, { command: forwardStep(), ...by }];

function history(turns: readonly Turn[]): DossierHistory {
  return historyOf(recorded(catalogue, turns).events, catalogue, 'result', system)!;
}

function after(lane: Lane, command: DeliveryCommand): Lane {
  return decide(command, lane).reduce(evolve, lane);
}

/** Plans all that is owed. */
function planned(lane: Lane, of: DossierHistory): Lane {
  return owedDeliveries(lane, of).reduce((before, { op, fact }) => {
    const operationClass = op === 'progress' ? ('append' as const) : ('upsert' as const);
    const { eventId: sourceEventId, occurredAt, actor } = fact;
    const flags = { canFind: op === 'dossier', resendSafe: op !== 'progress', resendOf: null, operationClass };
    const data = { dossierId, system, op, sourceEventId, occurredAt, actor, now: MONDAY, ...flags };
    return after(before, { type: 'PlanDelivery', data });
  }, lane);
}

/** Everything that waits is sent and confirmed. */
function confirmed(lane: Lane): Lane {
  return lane.deliveries.reduce((before, { seq, state }) => {
    if (state.kind !== 'toSend') return before;
    const started = after(before, { type: 'StartAttempt', data: { seq, attempt: 1, now: MONDAY } });
    const outcome = { kind: 'accepted', value: undefined, exchange: 'x' } as const;
    return after(started, { type: 'RecordOutcome', data: { seq, attempt: 1, outcome, jitter: 0, now: MONDAY } });
  }, lane);
}

function shown(lane: Lane, of: DossierHistory): string[] {
  return owedDeliveries(lane, of).map(({ op, fact }) => `${op} ${fact.version}`);
}

describe('what the portal is owed', () => {
  it('is the dossier first, then every step it has made', () => {
    expect(shown(initialState(), history(processing))).toEqual(['dossier 2', 'progress 1', 'progress 3', 'progress 5']);
  });

  it('is nothing while all of it waits', () => {
    const of = history(processing);
    expect(shown(planned(initialState(), of), of)).toEqual([]);
  });

  it('is one snapshot once the steps are through, whatever their number', () => {
    const of = history(processing);
    const lane = confirmed(planned(initialState(), of));
    expect(shown(lane, of)).toEqual(['dossier 5']);
    expect(shown(confirmed(planned(lane, of)), of)).toEqual([]);
  });

  it('is no second snapshot of a dossier that has not moved since its first', () => {
    const of = history(submitted);
    expect(shown(confirmed(planned(initialState(), of)), of)).toEqual([]);
  });

  it('is a snapshot at once for a fact that only changes data', () => {
    const lane = confirmed(planned(initialState(), history(submitted)));
    const account: Turn = { fact: dossierFacts.AccountResolved };
    expect(shown(lane, history([...submitted, account]))).toEqual(['dossier 3']);
  });

  it('is only the status, under its own code, for a dossier that it took in itself', () => {
    const external = { system, code: 'G22.99-261116-0007' };
    const national: Turn[] = [
      { command: submitDossier({ channel: 'nationalPortal', externalCodes: [external] }), role: 'integrator' },
      { fact: dossierFacts.DossierCodeAssigned },
      { command: acceptDossier(), ...by },
    ];
    const of = history(national);
    expect(of.nationalCode).toBe('G22.99-261116-0007');
    expect(shown(initialState(), of)).toEqual(['nationalStatus 1', 'nationalStatus 3']);
    const lane = confirmed(planned(initialState(), of));
    expect(shown(lane, of)).toEqual([]);
    const signed = history([...national, { command: signResult(), role: 'unitLeader' }]);
    expect(shown(lane, signed)).toEqual([`nationalStatus ${signed.version}`]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type DossierCommand, type DossierEvent, dossierDecider } from '@motcua/domain';
import { MONDAY, dossierCommands as make, dossierFacts, submitDossier, testCatalogue } from '@motcua/testing';
import { type DossierRow, type Registers, afterFact } from './dossier-row.js';

const catalogue = testCatalogue();

function registers(): Registers {
  const last = new Map<string, number>();
  return {
    next(unit, year) {
      const number = (last.get(`${unit}|${year}`) ?? 0) + 1;
      last.set(`${unit}|${year}`, number);
      return number;
    },
  };
}

function folded(facts: readonly Pick<DossierEvent, 'type' | 'data'>[], book = registers()): DossierRow {
  const meta = { correlationId: 'c', causationId: 'c', actor: 'a', actorRole: 'r', recordedAt: MONDAY };
  const rows = facts.reduce<DossierRow | undefined>(
    (row, { type, data }, index) =>
      afterFact(
        row,
        {
          id: String(index),
          type,
          schemaVersion: 1,
          data: data as unknown as Record<string, unknown>,
          meta,
          stream: 'dossier-x',
          version: index + 1,
          position: String(index),
        },
        catalogue,
        book,
      ),
    undefined,
  );
  return rows!;
}

function row(...commands: readonly DossierCommand[]): DossierRow {
  const { decide, evolve, initialState } = dossierDecider(catalogue);
  let state = initialState();
  const facts: DossierEvent[] = [];
  for (const command of commands) {
    const next = decide(command, state);
    state = next.reduce(evolve, state);
    facts.push(...next);
  }
  return folded(facts);
}

const submitted = submitDossier();
const processing = [submitted, make.AcceptDossier, make.ForwardStep];

describe('the row of a dossier', () => {
  it('shows the deadline that officers look at, by state', () => {
    expect(row(submitted)).toMatchObject({ status: 1, due_kind: 'intakeAnswer', handler: null, closed: false });
    expect(row(submitted, make.RequestSupplement)).toMatchObject({ status: 5, due_kind: 'supplement' });
    expect(row(...processing)).toMatchObject({ status: 4, due_kind: 'resolution', handler: 'handler-1' });
    expect(row(...processing, make.SignResult)).toMatchObject({
      status: 9,
      due_at: null,
      due_kind: null,
      closed: false,
    });
  });

  it('keeps the first due date beside the moved one', () => {
    expect(row(...processing, make.ExtendDueDate)).toMatchObject({
      extended: true,
      original_due_at: '2026-11-19T10:00:00.000Z',
      resolution_due_at: '2026-11-23T10:00:00.000Z',
    });
  });

  it('belongs to every unit that has to do with it, and to those above', () => {
    const opinion = row(...processing, make.RequestOpinion);
    expect(opinion.units).toEqual(['H99.14', 'H99.31']);
    expect(opinion.unit_path).toEqual(['H99', 'H99.14', 'H99.31']);
  });

  it('is closed when nothing is done any more, and says how it was returned in fact', () => {
    const byPost: DossierCommand = { ...make.ReturnResult, data: { ...make.ReturnResult.data, method: 'post' } };
    const returned = row(...processing, make.SignResult, byPost);
    expect(returned).toMatchObject({
      closed: true,
      returned_at: MONDAY,
      return_method: 'post',
      result_kind: 'positive',
    });
    expect(row(submitted, make.RefuseIntake)).toMatchObject({ closed: true, register_number: null });
  });

  it('tells what became of its deadlines', () => {
    const dueAt = '2026-11-19T10:00:00.000Z';
    const late = '2026-11-19T10:00:00.001Z';
    const miss: DossierCommand = {
      type: 'MissDeadline',
      data: { deadline: 'resolution', dueAt, now: late, by: 'desk' },
    };
    const states = (of: DossierRow) => of.deadlines.map(({ kind, state }) => `${kind} ${state}`);
    expect(states(row(submitted, make.AcceptDossier, miss))).toEqual([
      'intakeAnswer ended',
      'resolution missed',
      'apology running',
    ]);
    expect(states(row(...processing, miss, make.SignResult))).toEqual([
      'intakeAnswer ended',
      'resolution missed',
      'apology ended',
    ]);
  });

  it('takes its number in the register once, by the year of acceptance in Vietnam', () => {
    const book = registers();
    const { DossierSubmitted, DossierAccepted } = dossierFacts;
    const onNewYear = { ...DossierAccepted, data: { ...DossierAccepted.data, acceptedAt: '2026-12-31T17:00:00.000Z' } };
    expect(folded([DossierSubmitted, DossierAccepted], book)).toMatchObject({
      register_year: 2026,
      register_number: 1,
    });
    expect(folded([DossierSubmitted, onNewYear], book)).toMatchObject({ register_year: 2027, register_number: 1 });
    expect(folded([DossierSubmitted, DossierAccepted, dossierFacts.RoutingDecided], book)).toMatchObject({
      register_number: 2,
    });
  });

  it('of a reserved code is no dossier yet; of a mirror shows what was reported', () => {
    expect(folded([dossierFacts.CodeRequested])).toMatchObject({ status: null, units: ['H99.14'] });
    const report = dossierFacts.MirrorStatusReported;
    expect(folded([report])).toMatchObject({ status: report.data.status, due_at: null });
    expect(folded([{ ...report, data: { ...report.data, status: 10 } }])).toMatchObject({ closed: true });
  });

  it.each(Object.values(dossierFacts))('takes $type without an error and keeps what it knew', (fact) => {
    const before = [dossierFacts.DossierSubmitted, dossierFacts.DossierCodeAssigned, dossierFacts.DossierAccepted];
    const after = folded([...before, fact]);
    expect(after).toMatchObject({ code: dossierFacts.DossierCodeAssigned.data.dossierCode, version: 4 });
  });
});

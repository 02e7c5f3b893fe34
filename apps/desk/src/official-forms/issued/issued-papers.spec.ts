import { describe, expect, it } from '@jest/globals';
import { type DossierCommand, type DossierEvent, dossierDecider } from '@motcua/domain';
import {
  MONDAY,
  acceptDossier,
  forwardStep,
  dossierCommands as make,
  signResult,
  submitDossier,
  testCatalogue,
} from '@motcua/testing';
import { handOverLines } from './hand-overs.js';
import { type IssuedPaper, issuedPapers } from './issued-papers.js';

const catalogue = testCatalogue();
const submitted = submitDossier();
const accepted = [submitted, acceptDossier()];

function factsOf(commands: readonly DossierCommand[]): DossierEvent[] {
  const { decide, evolve, initialState } = dossierDecider(catalogue);
  let state = initialState();
  return commands.flatMap((command) => {
    const facts = decide(command, state);
    state = facts.reduce(evolve, state);
    return facts;
  });
}

const papers = (...commands: readonly DossierCommand[]): IssuedPaper[] => issuedPapers(factsOf(commands), catalogue);
const forms = (...commands: readonly DossierCommand[]): string =>
  papers(...commands)
    .map(({ form }) => form)
    .join(' ');

describe('The papers of a dossier', () => {
  it('are none before the office has answered', () => expect(forms(submitted)).toBe(''));

  it('are a receipt and a control slip once it is accepted', () => {
    expect(forms(...accepted)).toBe('01 05');
    expect(papers(...accepted)[0]).toMatchObject({ issuedAt: MONDAY, unitCode: 'H99.14', dueBefore: null });
  });

  it('are a new receipt whenever the date of the result moves, and an apology instead when it is extended', () => {
    expect(forms(...accepted, forwardStep(), make.ChangeProcedureCase)).toBe('01 05 05 01');
    expect(forms(...accepted, forwardStep(), make.ExtendDueDate)).toBe('01 05 05 04');
    expect(forms(...accepted, make.ApplyOutage)).toBe('01 05 01');
  });

  it('say in the apology what was printed before', () => {
    const [slip, , , letter] = papers(...accepted, forwardStep(), make.ExtendDueDate);
    expect(letter!.dueBefore).toBe(slip!.dossier.acceptance!.due.dueAt);
    expect(letter!.dossier.acceptance!.due.dueAt > letter!.dueBefore!).toBe(true);
  });

  it('are a new receipt when a supplement starts the time anew', () => {
    const answered = [make.RequestSupplement, make.SubmitSupplement, make.CompleteSupplement].map((command) => ({
      ...command,
      data: { ...command.data, now: '2026-11-17T02:00:00.000Z' },
    })) as DossierCommand[];
    expect(forms(...accepted, forwardStep(), ...answered)).toBe('01 05 05 02 01');
  });

  it('are a refusal by the desk that answers: after a transfer that is another one', () => {
    expect(forms(submitted, make.RefuseIntake)).toBe('03');
    const moved = papers(
      submitDossier({ procedureCode: '1.004873', receivingUnit: 'H99.31' }),
      {
        ...make.TransferDossier,
        data: { ...make.TransferDossier.data, toUnit: 'H99.32' },
      },
      make.RefuseIntake,
    );
    expect(moved.map(({ form, unitCode }) => [form, unitCode])).toEqual([['03', 'H99.32']]);
  });

  it('are a refusal of the agency when the result is negative, none when it is positive', () => {
    expect(forms(...accepted, forwardStep(), signResult({ resultKind: 'negative' }, 'Lý do'))).toBe('01 05 05 03 05');
    expect(forms(...accepted, forwardStep(), signResult())).toBe('01 05 05 05');
  });

  it('differ in their key fields whenever what they state differs', () => {
    const all = papers(...accepted, forwardStep(), make.ChangeProcedureCase, make.ExtendDueDate);
    const keys = all.map(({ keyFields }) => keyFields.join('|'));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('need nothing personal', () => {
    const bare = factsOf([...accepted, forwardStep(), make.RequestSupplement]).map(({ type, data }) => ({
      type,
      data,
    }));
    expect(issuedPapers(bare as DossierEvent[], catalogue).map(({ form }) => form)).toEqual(['01', '05', '05', '02']);
  });
});

describe('The lines of the control slip', () => {
  const opened = (...commands: readonly DossierCommand[]) =>
    factsOf(commands).map((fact, index) => ({
      ...fact,
      id: String(index),
      version: index + 1,
      actor: 'a',
      recordedAt: MONDAY,
    }));
  const stepDue = '2026-11-17T10:00:00.000Z';

  it('say early, on time or late against the limit of the step, and nothing where there was none', () => {
    for (const [now, kept] of [
      ['2026-11-16T08:00:00.000Z', 'early'],
      ['2026-11-17T09:59:59.000Z', 'onTime'],
      ['2026-11-17T10:00:01.000Z', 'late'],
    ]) {
      const lines = handOverLines(opened(...accepted, forwardStep({ stepDue }), forwardStep({ now: now! })), catalogue);
      expect(lines.map((line) => line.kept)).toEqual([null, kept]);
    }
  });

  it('end with the result, which goes back to the desk', () => {
    const lines = handOverLines(opened(...accepted, forwardStep({ toUnit: 'H99.31' }), signResult()), catalogue);
    expect(lines.at(-1)).toMatchObject({ fromUnit: 'H99.31', toUnit: 'H99.14', kept: 'early' });
  });
});

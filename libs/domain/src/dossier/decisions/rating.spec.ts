import { describe, expect, it } from '@jest/globals';
import {
  MONDAY,
  dossierCommands,
  historyOf,
  receiveAtCounter,
  returnResult,
  signResult,
  specify,
  submitDossier,
  testCatalogue,
} from '@motcua/testing';
import type { CommandOf, DossierCommand } from '../dossier-command.js';
import { dossierDecider } from '../dossier.js';

const decider = dossierDecider(testCatalogue());
const given = specify(decider);
const after = (...commands: readonly DossierCommand[]) => historyOf(decider, ...commands);

const rate: CommandOf<'RateDossier'> = {
  type: 'RateDossier',
  data: {
    level: 'veryDissatisfied',
    aspects: { attitude: 'poor', timeliness: null, guidance: 'fair' },
    now: MONDAY,
    by: 'citizen-1',
  },
  personal: { comment: 'Phải chờ lâu' },
};
const erase: CommandOf<'EraseSubject'> = {
  type: 'EraseSubject',
  data: { policy: 'shred', now: MONDAY, by: 'system:cli' },
};
const returned = [receiveAtCounter(), signResult(), returnResult()] as const;

describe('a rating', () => {
  it('says the level and what was answered, and seals the comment', () => {
    given(...after(...returned))
      .when(rate)
      .yields({
        type: 'DossierRated',
        data: {
          dossierId: submitDossier().data.dossierId,
          level: 'veryDissatisfied',
          aspects: { attitude: 'poor', timeliness: null, guidance: 'fair' },
          by: 'citizen-1',
          ratedAt: MONDAY,
        },
        personal: { comment: 'Phải chờ lâu' },
      });
  });

  it('needs no comment', () => {
    given(...after(...returned))
      .when({ ...rate, personal: { comment: null } })
      .yieldsTypes('DossierRated');
  });

  it.each([
    ['refused at intake', [submitDossier(), dossierCommands.RefuseIntake]],
    ['withdrawn', [submitDossier(), dossierCommands.WithdrawDossier]],
  ])('is taken of a dossier that was %s, too', (_how, commands) => {
    given(...after(...commands))
      .when(rate)
      .yieldsTypes('DossierRated');
  });

  it.each([
    ['submitted', [submitDossier()]],
    ['accepted', [receiveAtCounter()]],
    ['signed', [receiveAtCounter(), signResult()]],
  ])('is not taken of a dossier that is only %s', (_how, commands) => {
    given(...after(...commands))
      .when(rate)
      .isRejected('dossier.not-over');
  });

  it('stays: there is no second one, whatever it says', () => {
    given(...after(...returned, rate))
      .when({ ...rate, data: { ...rate.data, level: 'satisfied' } })
      .isRejected('dossier.already-rated');
  });

  it('changes nothing else of the dossier', () => {
    const state = (...commands: readonly DossierCommand[]) =>
      after(...commands).reduce(decider.evolve, decider.initialState());
    expect(state(...returned, rate)).toEqual({ ...state(...returned), ratedAt: MONDAY });
  });

  it('is refused once the personal data were destroyed', () => {
    given(...after(...returned, erase))
      .when(rate)
      .isRejected('dossier.subject-erased');
  });
});

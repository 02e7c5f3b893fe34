import { type Decision, filed, inStatus, refuse } from '../guards.js';

/** The states that nothing leaves: what can be rated does not change any more. */
const OVER = ['intakeRefused', 'withdrawn', 'returned'] as const;

/**
 * The applicant rates a dossier that is over, once; our choice: a rating that could be changed could also be asked to be changed.
 *
 * @law NĐ 61/2018/NĐ-CP art. 29-31: organisations and citizens evaluate how a dossier was settled
 */
export const rateDossier: Decision<'RateDossier'> = ({ data, personal }, state) => {
  const { level, aspects, by, now } = data;
  if (filed(state).ratedAt !== undefined) refuse('dossier.already-rated');
  const { dossierId } = inStatus(state, OVER, 'dossier.not-over');
  const { attitude, timeliness, guidance } = aspects;
  return [
    {
      type: 'DossierRated',
      data: { dossierId, level, aspects: { attitude, timeliness, guidance }, by, ratedAt: now },
      personal: { comment: personal.comment },
    },
  ];
};

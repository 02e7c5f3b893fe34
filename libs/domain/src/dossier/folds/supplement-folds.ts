import type { Dossier, DossierFacts } from '../dossier-state.js';
import { type DataOf, ifIn, withDue } from './fold.js';

export function afterSupplementRequest(state: Dossier, data: DataOf<'SupplementRequested'>): Dossier {
  const { stage, resumeState, items, requestedAt, due } = data;
  return ifIn(state, ['submitted', 'accepted', 'processing'], (dossier) => {
    if (dossier.status !== resumeState) return dossier;
    return {
      ...dossier,
      status: 'supplementRequested',
      supplementsAsked: { ...dossier.supplementsAsked, [stage]: dossier.supplementsAsked[stage] + 1 },
      supplement: { stage, resumeState, items, requestedAt, due, answers: [] },
    };
  });
}

export function withAnswer(state: Dossier, data: DataOf<'SupplementSubmitted'>): Dossier {
  const { items, components, submittedAt } = data;
  return ifIn(state, ['supplementRequested'], (dossier) => ({
    ...dossier,
    components: [...dossier.components, ...components],
    supplement: { ...dossier.supplement, answers: [...dossier.supplement.answers, { items, submittedAt }] },
  }));
}

export function afterSupplementCompletion(state: Dossier, data: DataOf<'SupplementCompleted'>): Dossier {
  const { due, intakeAnswer, answeredAt } = data;
  return ifIn(state, ['supplementRequested'], ({ supplement, acceptance, ...facts }) => {
    if (supplement.resumeState === 'submitted' || acceptance === null)
      return { ...facts, status: 'submitted', acceptance: null, intakeAnswer: intakeAnswer ?? facts.intakeAnswer };
    const clock = due === null ? acceptance : withDue(acceptance, due, supplement.requestedAt, answeredAt);
    return { ...facts, status: supplement.resumeState, acceptance: clock };
  });
}

export function afterSupplementLapse(state: Dossier, data: DataOf<'SupplementLapsed'>): Dossier {
  return ifIn(state, ['supplementRequested'], ({ supplement, acceptance, ...kept }) => {
    const facts: DossierFacts = kept;
    if (data.becomes === 'intakeRefused' && supplement.resumeState === 'submitted')
      return { ...facts, status: 'intakeRefused', acceptance: null };
    return { ...facts, status: 'stopped', acceptance, stoppedAt: data.lapsedAt };
  });
}

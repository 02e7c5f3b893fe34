import { intakeRejections } from './intake-rejections.js';
import { processingRejections } from './processing-rejections.js';

/** Every reason for which a dossier says no, with its words. */
export const dossierRejections = { ...intakeRejections, ...processingRejections } as const;

export type DossierRejection = keyof typeof dossierRejections;

import type { Role } from '../../app/session.ts';

/** Who has work lists and dossier pages. */
export const officers: readonly Role[] = ['deskOfficer', 'resolvingOfficer', 'unitLeader'];

/** Whom the matrix asks as; each has an account of its own. The dossier belongs to the first citizen and lies with H99.14. */
export const callers = {
  nobody: undefined,
  citizen: { role: 'citizen', personalId: '099090000001' },
  'another citizen': { role: 'citizen', personalId: '099090000002' },
  'desk officer': { role: 'deskOfficer', unit: 'H99.14' },
  'resolving officer': { role: 'resolvingOfficer', unit: 'H99.14' },
  'unit leader': { role: 'unitLeader', unit: 'H99.14' },
  "another unit's desk officer": { role: 'deskOfficer', unit: 'H99.30' },
  "another unit's leader": { role: 'unitLeader', unit: 'H99.30' },
  administrator: { role: 'administrator', unit: 'H99' },
  "a unit's administrator": { role: 'administrator', unit: 'H99.30' },
  auditor: { role: 'auditor' },
  integrator: { role: 'integrator', clientId: 'demo-vneid' },
} as const;

export type Caller = keyof typeof callers;
export const callerNames = Object.keys(callers) as Caller[];

/** What an answer says about the right to ask; whatever comes after the right is `yes`. */
export type Right = 'yes' | 'no' | 'hidden' | 'sign in';

/** @param code of the problem document, e.g. `dossier.unknown`: another unit, and its dossier, look like what there is not */
export function rightIn(status: number, code: string | undefined): Right {
  if (status === 401) return 'sign in';
  if (status === 403) return 'no';
  return status === 404 && HIDDEN.has(code ?? '') ? 'hidden' : 'yes';
}

const HIDDEN: ReadonlySet<string> = new Set(['dossier.not-found', 'dossier.unknown', 'unit.unknown']);

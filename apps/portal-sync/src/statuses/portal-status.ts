import { nationalStatus, type CanonicalStatus, type Dossier } from '@motcua/domain';
import type { WireProfile } from '@motcua/service-kit';

export type RefusalAfterAcceptance = NonNullable<WireProfile['refusalAfterAcceptance']>;

/**
 * The status the portal is told: our national status, but for a negative result where the profile wants 3 instead of 9 and 10.
 *
 * @law NĐ 61/2018/NĐ-CP art. 19.8: a refusal after acceptance is a result, and its notice the result document
 */
export function portalStatus(dossier: Dossier, refusal: RefusalAfterAcceptance): CanonicalStatus | null {
  const isRefusal =
    (dossier.status === 'resolved' || dossier.status === 'returned') && dossier.result.resultKind === 'negative';
  if (isRefusal && refusal === 'refused') return 3;
  return nationalStatus(dossier) as CanonicalStatus | null;
}

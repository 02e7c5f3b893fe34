import { useQuery } from '@tanstack/react-query';
import { bodyOf, intake } from '../../api/client.ts';
import type { components } from '../../api/intake.d.ts';

export type OwnDossier = components['schemas']['OwnDossier'];
export type PublicStatus = components['schemas']['PublicStatus'];
export type ShownDue = components['schemas']['ShownDue'];

const CODE_COMES_MS = 2_000;

/** While the code is on its way the page looks again by itself. */
export function useOwnDossier(dossierId: string) {
  return useQuery({
    queryKey: ['own-dossier', dossierId],
    queryFn: () => bodyOf(intake.GET('/api/intake/v1/dossiers/{dossierId}', { params: { path: { dossierId } } })),
    refetchInterval: ({ state }) =>
      state.data?.dossierCode === null && state.data.status === 1 ? CODE_COMES_MS : false,
  });
}

/** Where a dossier is followed, as it stands on paper and behind the QR code. */
export function trackingAddress(dossierCode: string): string {
  return `${window.location.origin}/tracking/${encodeURIComponent(dossierCode)}`;
}

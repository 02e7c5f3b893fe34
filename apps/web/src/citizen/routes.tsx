import type { RouteObject } from 'react-router';

export const citizenRoutes: RouteObject[] = [
  {
    path: '/procedures',
    lazy: async () => ({ Component: (await import('./procedures/procedures-page.tsx')).ProceduresPage }),
  },
  {
    path: '/procedures/:code',
    lazy: async () => ({ Component: (await import('./procedures/procedure-page.tsx')).ProcedurePage }),
  },
  {
    path: '/tracking',
    lazy: async () => ({ Component: (await import('./tracking/tracking-page.tsx')).TrackingPage }),
  },
  {
    path: '/tracking/:code',
    lazy: async () => ({ Component: (await import('./tracking/tracked-page.tsx')).TrackedPage }),
  },
  {
    path: '/dossiers',
    lazy: async () => ({ Component: (await import('./dossiers/dossiers-page.tsx')).DossiersPage }),
  },
  {
    path: '/dossiers/new/:code',
    lazy: async () => ({ Component: (await import('./dossiers/draft/new-draft-page.tsx')).NewDraftPage }),
  },
  {
    path: '/dossiers/drafts/:draftId/:screen?',
    lazy: async () => ({ Component: (await import('./dossiers/draft/draft-page.tsx')).DraftPage }),
  },
  {
    path: '/dossiers/:dossierId',
    lazy: async () => ({ Component: (await import('./dossiers/dossier/dossier-page.tsx')).DossierPage }),
  },
  {
    path: '/dossiers/:dossierId/receipt',
    lazy: async () => ({ Component: (await import('./dossiers/receipt-page.tsx')).ReceiptPage }),
  },
  {
    path: '/verify',
    lazy: async () => ({ Component: (await import('./verify/verify-page.tsx')).VerifyPage }),
  },
];

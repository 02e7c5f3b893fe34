import type { RouteObject } from 'react-router';

export const deskRoutes: RouteObject[] = [
  {
    path: '/desk/work-list',
    lazy: async () => ({ Component: (await import('./work-list/work-list-page.tsx')).WorkListPage }),
  },
  {
    path: '/desk/dossiers/:dossierId',
    lazy: async () => ({ Component: (await import('./dossiers/dossier-page.tsx')).DossierPage }),
  },
  {
    path: '/desk/counter',
    lazy: async () => ({ Component: (await import('./counter/counter-page.tsx')).CounterPage }),
  },
  {
    path: '/desk/tracking-register',
    lazy: async () => ({ Component: (await import('./tracking-register/register-page.tsx')).RegisterPage }),
  },
  {
    path: '/desk/statistics',
    lazy: async () => ({ Component: (await import('./statistics/statistics-page.tsx')).StatisticsPage }),
  },
];

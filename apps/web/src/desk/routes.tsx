import type { RouteObject } from 'react-router';

export const deskRoutes: RouteObject[] = [
  {
    path: '/desk/statistics',
    lazy: async () => ({ Component: (await import('./statistics/statistics-page.tsx')).StatisticsPage }),
  },
];

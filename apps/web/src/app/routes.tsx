import { createBrowserRouter, type RouteObject } from 'react-router';
import { adminRoutes } from '../admin/routes.tsx';
import { citizenRoutes } from '../citizen/routes.tsx';
import { deskRoutes } from '../desk/routes.tsx';
import { HomePage } from '../home/home-page.tsx';
import { Layout } from './layout.tsx';
import { BrokenPage, NotFoundPage } from './lost-pages.tsx';

/** The address of a page is the path of its folder; the server serves these first words (`pageAreas` in apps/desk). */
const routes: RouteObject[] = [
  {
    element: <Layout />,
    errorElement: <BrokenPage />,
    children: [
      { path: '/', element: <HomePage /> },
      ...citizenRoutes,
      ...deskRoutes,
      ...adminRoutes,
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];

export const router = createBrowserRouter(routes);

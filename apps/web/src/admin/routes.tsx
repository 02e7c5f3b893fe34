import type { RouteObject } from 'react-router';
import { DemandRole } from '../app/demand-role.tsx';
import type { Role } from '../app/session.ts';
import { AdminFrame } from './admin-frame.tsx';

/** A page of administrators, or of auditors, too. */
function page(path: string, roles: readonly Role[], load: () => Promise<() => React.ReactNode>): RouteObject {
  return {
    path,
    lazy: async () => {
      const Page = await load();
      return {
        element: (
          <DemandRole roles={roles}>
            <AdminFrame>
              <Page />
            </AdminFrame>
          </DemandRole>
        ),
      };
    },
  };
}

const administrators: readonly Role[] = ['administrator'];
const both: readonly Role[] = ['administrator', 'auditor'];

export const adminRoutes: RouteObject[] = [
  page('/admin', administrators, async () => (await import('./overview/overview-page.tsx')).OverviewPage),
  page('/admin/replays', administrators, async () => (await import('./replays/replays-page.tsx')).ReplaysPage),
  page('/admin/replays/new', administrators, async () => (await import('./replays/new/new-page.tsx')).NewReplayPage),
  page('/admin/replays/:jobId', administrators, async () => (await import('./replays/job/job-page.tsx')).JobPage),
  page('/admin/parked', administrators, async () => (await import('./parked/parked-page.tsx')).ParkedPage),
  page(
    '/admin/deliveries',
    administrators,
    async () => (await import('./deliveries/deliveries-page.tsx')).DeliveriesPage,
  ),
  page('/admin/parity', administrators, async () => (await import('./parity/parity-page.tsx')).ParityPage),
  page('/admin/series', both, async () => (await import('./series/series-page.tsx')).SeriesPage),
  page('/admin/catalogue', both, async () => (await import('./catalogue/catalogue-page.tsx')).CataloguePage),
  page('/admin/accounts', administrators, async () => (await import('./accounts/accounts-page.tsx')).AccountsPage),
  page('/admin/access-log', ['auditor'], async () => (await import('./access-log/access-log-page.tsx')).AccessLogPage),
];

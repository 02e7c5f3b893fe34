import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { fetchSession } from '../app/session.ts';
import type { paths as DeskPaths } from './desk.d.ts';
import type { paths as DossierCodePaths } from './dossier-code.d.ts';
import type { paths as IntakePaths } from './intake.d.ts';
import type { paths as MinistryConnectorPaths } from './ministry-connector.d.ts';
import type { paths as PortalSyncPaths } from './portal-sync.d.ts';
import { ProblemError } from './problem.ts';

const UNSAFE = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** What changes something tells that it comes from our own page; what failed is thrown, so that every caller notices. */
const everywhere: Middleware = {
  async onRequest({ request }) {
    if (!UNSAFE.includes(request.method)) return undefined;
    const session = await fetchSession();
    if (session.signedIn) request.headers.set('x-csrf-token', session.csrfToken);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await ProblemError.of(response);
    return response;
  },
};

function client<Paths extends object>(): Client<Paths> {
  const made = createClient<Paths>({ baseUrl: '/' });
  made.use(everywhere);
  return made;
}

export const intake = client<IntakePaths>();
export const desk = client<DeskPaths>();
export const dossierCode = client<DossierCodePaths>();
export const ministryConnector = client<MinistryConnectorPaths>();
export const portalSync = client<PortalSyncPaths>();

/**
 * What a call brought. Calls that fail throw `ProblemError` before this.
 *
 * @example const page = await bodyOf(desk.GET('/api/desk/v1/work-list'))
 */
export async function bodyOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

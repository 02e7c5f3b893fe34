import type { Environment } from '@motcua/standalone/parts';
import type { FeedChoice } from './options.ts';

/** One instance of an app. */
export interface AppInstance {
  /** e.g. `portal-sync-2`; its log is called so, too. */
  readonly name: string;
  readonly app: string;
}

interface AppRow {
  readonly app: string;
  readonly instances: number;
  /** Beginnings of the settings that only this app reads. */
  readonly own: readonly string[];
}

/** What each app reads beside what all of them read; `MOTCUA_PROFILES` is for two of them. */
const APPS: readonly AppRow[] = [
  { app: 'relay', instances: 2, own: ['MOTCUA_RELAY_'] },
  { app: 'intake', instances: 2, own: ['MOTCUA_INTAKE_'] },
  { app: 'dossier-code', instances: 2, own: [] },
  { app: 'ministry-connector', instances: 2, own: ['MOTCUA_CONNECTOR_', 'MOTCUA_PROFILES'] },
  { app: 'portal-sync', instances: 2, own: ['MOTCUA_PORTAL_', 'MOTCUA_PROFILES'] },
  { app: 'desk', instances: 1, own: ['MOTCUA_DESK_'] },
];

/** Beginnings of what an app may not have: it runs with the application role only. */
const NOBODYS = ['MOTCUA_POSTGRES_OWNER_URL'];

/** Every process of the product; the relay only where there is a topic to fill. */
export function instancesFor(feed: FeedChoice): AppInstance[] {
  const wanted = APPS.filter(({ app }) => feed === 'kafka' || app !== 'relay');
  return wanted.flatMap(({ app, instances }) =>
    Array.from({ length: instances }, (_, index) => ({
      app,
      name: instances === 1 ? app : `${app}-${index + 1}`,
    })),
  );
}

export interface Ports {
  readonly port: number;
  readonly managementPort: number;
}

/** The settings of one process: those of the installation that its app reads, and its own addresses. */
export function settingsOf(app: string, installation: Environment, { port, managementPort }: Ports): Environment {
  const others = APPS.filter((row) => row.app !== app).flatMap(({ own }) => own);
  const mine = APPS.find((row) => row.app === app)?.own ?? [];
  const isHis = (name: string): boolean =>
    startsWithOne(name, mine) || (!startsWithOne(name, others) && !startsWithOne(name, NOBODYS));
  return {
    ...Object.fromEntries(Object.entries(installation).filter(([name]) => isHis(name))),
    MOTCUA_PORT: String(port),
    MOTCUA_MANAGEMENT_PORT: String(managementPort),
  };
}

function startsWithOne(name: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => name.startsWith(beginning));
}

/** The launcher's own provider, behind the door as an app. */
export const SIGN_IN = 'sign-in';

/** The app that answers a path: desk has all that is no API, the pages; undefined when there is none. */
export function appOf(path: string): string | undefined {
  const [, first = '', app = ''] = /^\/([^/?]*)(?:\/([^/?]*))?/.exec(path) ?? [];
  switch (first) {
    case 'api':
      return APPS.some((row) => row.app === app && app !== 'relay') ? app : undefined;
    case 'external':
    case 'files':
      return 'intake';
    case 'oidc':
      return SIGN_IN;
  }
  return 'desk';
}

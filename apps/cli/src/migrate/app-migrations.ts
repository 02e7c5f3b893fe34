import type { Migration } from '@motcua/service-kit';

/** Apps with a schema of their own, in the order in which they are migrated. */
const APPS = ['intake', 'dossier-code', 'ministry-connector', 'portal-sync', 'desk', 'relay'] as const;

export interface AppMigrations {
  readonly migrations: readonly Migration[];
  /** Apps that are not part of this installation. */
  readonly absent: readonly string[];
}

/**
 * The migrations that the installed apps bring along: by convention what an app exports under a name that ends in `Migrations`.
 * Apps are looked up when they are needed and not imported: which of them are there differs from one installation to the next.
 */
export async function appMigrations(): Promise<AppMigrations> {
  const doors = await Promise.all(APPS.map(async (app) => ({ app, door: await doorOf(app) })));
  return {
    migrations: doors.flatMap(({ door }) => migrationsIn(door ?? {})),
    absent: doors.filter(({ door }) => door === undefined).map(({ app }) => app),
  };
}

async function doorOf(app: string): Promise<Record<string, unknown> | undefined> {
  try {
    return (await import(`@motcua/${app}`)) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function migrationsIn(door: Record<string, unknown>): Migration[] {
  return Object.entries(door).flatMap(([name, value]) =>
    name.endsWith('Migrations') && Array.isArray(value) ? (value as Migration[]) : [],
  );
}

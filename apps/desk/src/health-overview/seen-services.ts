import type { Database, NamedConsumerState } from '@motcua/service-kit';
import type { SeenService } from './health-overview.dto.js';

interface Row {
  readonly name: string;
  readonly instance: string;
  readonly version: string;
  readonly started_at: Date;
  readonly seen_at: Date;
  readonly ready: boolean;
  readonly silent: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
  readonly consumers: readonly NamedConsumerState[];
}

/** Whom a consumer's state was told by. */
export type ToldState = NamedConsumerState & { readonly instance: string };

export interface SeenServices {
  /** When it was looked, by the database's clock; ISO 8601 UTC. */
  readonly at: string;
  readonly services: readonly SeenService[];
  /** Of the process that runs it, else of a warm spare; what silent processes told is left out. */
  readonly consumers: ReadonlyMap<string, ToldState>;
}

/** Six beats missed. */
const SILENT_AFTER = '30 seconds';

/** What the running processes say of themselves in `kit.services`. */
export async function seenServices({ pool }: Pick<Database, 'pool'>): Promise<SeenServices> {
  const { rows } = await pool.query<Row>(
    `SELECT *, seen_at < now() - $1::interval AS silent FROM kit.services ORDER BY name, instance`,
    [SILENT_AFTER],
  );
  const at = await pool.query<{ now: Date }>('SELECT now()');
  const told = rows
    .filter(({ silent }) => !silent)
    .flatMap(({ instance, consumers }) => consumers.map((state) => ({ ...state, instance })))
    .toSorted((one, other) => Number(one.active) - Number(other.active));
  return {
    at: at.rows[0]!.now.toISOString(),
    services: rows.map(serviceOf),
    consumers: new Map(told.map((state) => [state.consumer, state])),
  };
}

function serviceOf({ started_at, seen_at, ready, silent, checks, name, instance, version }: Row): SeenService {
  return {
    name,
    instance,
    version,
    startedAt: started_at.toISOString(),
    seenAt: seen_at.toISOString(),
    state: silent ? 'silent' : ready ? 'ready' : 'notReady',
    checks: Object.entries(checks).map(([check, { ok, detail }]) => ({ name: check, ok, detail: detail ?? null })),
  };
}

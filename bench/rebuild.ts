import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import type { Position } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import {
  Database,
  MemoryKeyVault,
  newKeyRing,
  PostgresKeyVault,
  VaultSealer,
  ViewBuilds,
  ViewRunner,
  writeKeyFile,
} from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchRow, atLeast, crowd, inTurns } from './bench-row.ts';
import { connected, emptyDatabase, productDatabase, run } from './databases.ts';
import { fileDossier, story, wholeStory, workList } from './dossier-story.ts';

const DOSSIERS = 30_000;
/** Emmett needs minutes for what we take seconds for; rates are compared, and its rate falls with size, not rises. */
const THEIR_DOSSIERS = 800;
const ROUNDS = 3;
/** Two live writers append a dossier so often while a rebuild runs; much oftener, and Emmett's would never end. */
const WRITER_PAUSE_MS = 200;
/** A reader looks so often whether the list has grown smaller. */
const READER_PAUSE_MS = 100;
const VIEW = 'work-list';

/** Calls `write` again and again until `work` is over; answers how long that took, in seconds. */
async function amidWriters(write: () => Promise<unknown>, work: () => Promise<void>): Promise<number> {
  let over = false;
  const writers = [1, 2].map(async () => {
    while (!over) {
      await write();
      await pause(WRITER_PAUSE_MS);
    }
  });
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  over = true;
  await Promise.all(writers);
  return seconds;
}

interface Ours {
  rebuild(): Promise<number>;
  copy(): Promise<number>;
  /** What readers saw that they never should. */
  readonly faults: string[];
  close(): Promise<void>;
}

async function motcua(server: PostgresServer): Promise<Ours> {
  const schema = ['CREATE SCHEMA bench', 'GRANT USAGE, CREATE ON SCHEMA bench TO motcua_app'];
  const { ownerUrl, appUrl } = await productDatabase(server, ...schema);
  const store = new PostgresEventStore({ url: appUrl });
  const database = new Database({ url: appUrl, applicationName: 'bench' });
  const keys = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  await writeKeyFile(join(keys, 'motcua.keys'), newKeyRing());
  const vault = await PostgresKeyVault.open(database.pool, join(keys, 'motcua.keys'));
  let sealer = new VaultSealer(vault);
  const file = () => fileDossier(store, sealer);
  let left = DOSSIERS;
  await crowd(64, () => (left-- > 0 ? file : undefined));
  await run(ownerUrl, 'VACUUM ANALYZE');
  const views = new ViewRunner(database, store, { schema: 'bench', views: [workList(() => sealer)], pollMs: 10 });
  views.start();
  await views.waitFor(VIEW, await store.head(), 600_000);
  const builds = new ViewBuilds(database.kysely('kit'));
  const faults: string[] = [];
  const rows = async () =>
    Number((await database.pool.query<{ n: string }>('SELECT count(*) AS n FROM bench.work_list')).rows[0]!.n);
  const dossiers = async () => Number(await store.head()) / story.length;
  return {
    faults,
    async rebuild() {
      sealer = new VaultSealer(vault); // a rebuild begins without opened keys
      const before = Number(await store.head());
      const reader = new Reader(rows);
      const seconds = await amidWriters(file, () => rebuilt(builds, store.start));
      faults.push(...(await reader.stop()));
      const expected = await dossiers();
      await views.waitFor(VIEW, await store.head(), 60_000);
      const missing = expected - (await rows());
      if (missing > 0) faults.push(`${missing} dossiers lost`);
      return before / seconds;
    },
    copy: () => copyRate(ownerUrl),
    async close() {
      await views.stop();
      await store.close();
      await database.close();
      await rm(keys, { recursive: true });
    },
  };
}

async function rebuilt(builds: ViewBuilds, start: Position): Promise<void> {
  const { version } = (await builds.live(VIEW))!;
  const { build } = await builds.plan({ view: VIEW, version, schema: 'bench', switchOn: 'equal' }, start);
  for (;;) {
    const state = (await builds.of(VIEW)).find((each) => each.build === build)?.state;
    if (state === 'live') return;
    if (state !== 'building') throw new Error(`the rebuild ended as ${state}`);
    await pause(10);
  }
}

/** Counts the rows of the live list again and again. */
class Reader {
  private over = false;
  private readonly faults: string[] = [];
  private readonly reading: Promise<void>;

  constructor(rows: () => Promise<number>) {
    this.reading = this.read(rows);
  }

  async stop(): Promise<string[]> {
    this.over = true;
    await this.reading;
    return this.faults;
  }

  private async read(rows: () => Promise<number>): Promise<void> {
    for (let most = 0; !this.over; await pause(READER_PAUSE_MS)) {
      const seen = await rows();
      if (seen < most) this.faults.push(`a list of ${seen} after one of ${most}`);
      most = Math.max(most, seen);
    }
  }
}

/** The limit: the server reads and writes out the same events, and nobody folds them. */
function copyRate(url: string): Promise<number> {
  return connected(url, async (client) => {
    const start = performance.now();
    const copied = await client.query(`
      COPY (SELECT position, stream_id, stream_version, event_id, type, schema_version, data, meta FROM store.events
            WHERE category = 'dossier' ORDER BY position) TO '/dev/null'`);
    return ((copied.rowCount ?? 0) * 1_000) / (performance.now() - start);
  });
}

/** A fresh database each time, because Emmett counts a projection that was rebuilt as done. */
async function emmett(server: PostgresServer): Promise<number> {
  const url = await emptyDatabase(server);
  const projection = pongoSingleStreamProjection({
    collectionName: 'work_list',
    canHandle: story,
    evolve: (_document: object | null, { type, data }: { type: string; data: Record<string, unknown> }) => ({
      status: type,
      unitCode: data['unitCode'],
      sealed: data['sealed'],
      movedAt: data['at'],
    }),
  });
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  const sealer = new VaultSealer(new MemoryKeyVault());
  const file = async () => {
    const dossierId = randomUUID();
    const events = await wholeStory(sealer, dossierId);
    await store.appendToStream(
      `dossier-${dossierId}`,
      events.map(({ type, data }) => ({ type, data: { ...data } })),
    );
  };
  let left = THEIR_DOSSIERS;
  await crowd(8, () => (left-- > 0 ? file : undefined));
  const seconds = await amidWriters(file, async () => {
    const rebuild = rebuildPostgreSQLProjections({ connectionString: url, projection });
    await rebuild.start();
    await rebuild.close();
  });
  await store.close();
  return (THEIR_DOSSIERS * story.length) / seconds;
}

export async function benchRebuild(server: PostgresServer): Promise<BenchRow[]> {
  const ours = await motcua(server);
  await ours.rebuild(); // warm
  const contestants = [() => ours.rebuild(), () => ours.copy(), () => emmett(server)];
  const { medians } = await inTurns(ROUNDS, contestants);
  await ours.close();
  const [rebuild, copy, theirs] = medians as [number, number, number];
  const { faults } = ours;
  const row = { work: 'rebuild of a read model with live writers', unit: 'events/s', ours: rebuild, faults };
  return [
    atLeast(30, { ...row, against: 'Emmett rebuild, nothing sealed', theirs }),
    atLeast(0.15, { ...row, against: 'COPY of the same events (the limit), ours with decryption', theirs: copy }),
  ];
}

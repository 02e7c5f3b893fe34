// One process of the product: real apps over a real store, with what an experiment put around them.
import { join } from 'node:path';
import { lifecycleEvents } from '@motcua/contracts';
import type { EventStore } from '@motcua/event-store';
import type { EventFeed } from '@motcua/messaging';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import {
  configuredKit,
  DemoIssuer,
  type KitConfig,
  type KitOptions,
  loadConfig,
  startApp,
  MemoryKeyVault,
  VaultSealer,
} from '@motcua/service-kit';
import { type AppOrder, type FromApp, type Guard, type Installation, ORDER_VARIABLE, type ToApp } from './app-order.ts';
import { OneQueueFeed, SkippingFeed } from './careless-feeds.ts';
import {
  believeAnyKeyFile,
  ForgetfulLanes,
  keyForAnybody,
  missingIsNothing,
  PlainLedger,
  TrustingStore,
  UnerasedStore,
} from './careless-restores.ts';
import { DeadlyFeed, DeadlyStore } from './death-points.ts';
import {
  BoastingStore,
  ForgetfulStore,
  forgetfulSealer,
  HastyStore,
  PiecemealStore,
  SwappingStore,
  UnfencedStore,
} from './missing-guards.ts';
import { moduleOf } from './modules.ts';
import { SteeredClock } from './steered-clock.ts';

const order = JSON.parse(process.env[ORDER_VARIABLE]!) as AppOrder & Installation;
const clock = new SteeredClock();
if (order.clock !== undefined) clock.set(order.clock);
const without = (guard: Guard) => order.without?.includes(guard) ?? false;

/** What stands before the store without each of these guards, the innermost first. */
const CARELESS: readonly (readonly [Guard, (inner: EventStore) => EventStore])[] = [
  ['lane-order', (inner) => new SwappingStore(inner)],
  ['atomic-append', (inner) => new PiecemealStore(inner)],
  ['expected-version', (inner) => new UnfencedStore(inner)],
  ['first-answer', (inner) => new ForgetfulStore(inner)],
  ['honest-failure', (inner) => new BoastingStore(inner)],
  ['same-history', (inner) => new TrustingStore(inner)],
  ['destroy-again', (inner) => new UnerasedStore(inner)],
  ['lane-history', (inner) => new ForgetfulLanes(inner)],
  ['day-of-the-fact', (inner) => new HastyStore(inner, clock)],
];

// an orphan would go on working for an experiment that is over
process.on('disconnect', () => process.exit(0));

if (without('key-file-belongs')) believeAnyKeyFile();
if (without('missing-keys-told')) missingIsNothing();
if (without('one-key')) keyForAnybody();
const modules = await Promise.all(order.modules.map(moduleOf));
const configs = modules.map(({ config }) => loadConfig<KitConfig>(config, environment()));
const issuer = await DemoIssuer.open(order.issuerFolder);
const kit = broken({ ...configuredKit(order.name, configs[0]!), configs, auth: issuer.auth, clock: () => clock });
const running = await startApp({
  kit,
  modules: modules.map(({ module }) => module),
  eventTypes: Object.keys(lifecycleEvents),
  http: { port: order.port ?? 0 },
});
process.on('message', (message: ToApp) => {
  if ('clock' in message) clock.set(message.clock);
  else void redrive(message.redrive);
});
tell({ ready: running.url, management: running.managementUrl! });

async function redrive(consumer: string): Promise<void> {
  const { EventFeed } = await import('@motcua/messaging');
  tell({ redriven: await running.app.get(EventFeed).redrive(consumer) });
}

function tell(message: FromApp): void {
  process.send!(message);
}

/** The parts of a real installation, with the experiment's own put before them. */
function broken(real: KitOptions): KitOptions {
  return {
    ...real,
    eventStore: async (parts) => {
      const store = await real.eventStore(parts);
      const mortal = order.dieAt === undefined ? store : new DeadlyStore(store, order.dieAt);
      return CARELESS.filter(([guard]) => without(guard)).reduce((inner, [, wrap]) => wrap(inner), mortal);
    },
    sealer: async (parts) => {
      // keys in the database would fail before the append that is to be lied about
      if (without('honest-failure')) return new VaultSealer(new MemoryKeyVault());
      const sealer = await real.sealer(parts);
      return without('request-identity') ? forgetfulSealer(sealer) : sealer;
    },
    eventFeed: ({ eventStore, database }) => {
      const Ledger = without('same-history') ? PlainLedger : PostgresFeedLedger;
      const ledger = new Ledger(database.pool, order.leaseMs === undefined ? {} : { ttlMs: order.leaseMs });
      const retry = order.retryPauseMs === undefined ? {} : { retry: { tries: 3, pauseMs: () => order.retryPauseMs! } };
      const feed = new EmbeddedFeed(eventStore, ledger, { ...retry, now: () => clock.now() });
      const careful = carelessly(feed);
      return order.dieAt?.point === 'beforeReply' ? new DeadlyFeed(careful, order.dieAt) : careful;
    },
  };
}

function carelessly(feed: EventFeed): EventFeed {
  if (without('parking')) return new SkippingFeed(feed);
  return without('lanes') ? new OneQueueFeed(feed) : feed;
}

function environment(): Record<string, string> {
  return {
    MOTCUA_POSTGRES_URL: order.databaseUrl,
    MOTCUA_DATA: order.dataFolder,
    MOTCUA_KEYS: order.keyFile,
    MOTCUA_CATALOGUES: join(import.meta.dirname, '../../catalogues/2020'),
    MOTCUA_AUTH_ISSUER: 'http://127.0.0.1:1/',
    MOTCUA_AUTH_JWKS_URL: 'http://127.0.0.1:1/keys',
    MOTCUA_LOG_LEVEL: 'warn',
    ...order.environment,
  };
}

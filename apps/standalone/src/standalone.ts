import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Clock,
  configuredHttp,
  configuredKit,
  DemoIssuer,
  JsonLog,
  type RunningApp,
  startApp,
} from '@motcua/service-kit';
import { Relay } from '@motcua/relay';
import { apis, configsOf, eventTypes, migrations, modulesFor } from './apps.js';
import { claimsOf, tokenDesk, type Wish } from './demo-tokens.js';
import { environmentOf, sandbox, writeEnvironment } from './installation-env.js';
import { InstallationLock } from './installation-lock.js';
import { type Installation, openInstallation } from './installation.js';
import { LogFile } from './log-file.js';
import { freePort } from './ports.js';
import {
  type DatabaseAddresses,
  foreignDatabase,
  ownDatabase,
  type ProductDatabase,
} from './postgres/product-database.js';
import { issuerAt, providerPath } from './sign-in/embedded-provider.js';
import { providerDoor } from './sign-in/provider-door.js';
import { endOrphanedSimulators, startSimulators } from './simulators-process.js';
import { SimulatorsControl } from './simulators-control.js';
import type { StandaloneOptions } from './standalone.options.js';
import { makeMissingTopics } from './topics.js';
import { Undo } from './undo.js';

/** How the outside world's time begins; the stand-ins keep their own time over restarts. */
export interface SimulatedTime {
  readonly now: string;
  /** 0 stands still until it is moved, 1 runs. */
  readonly rate: number;
}

export interface StandaloneParts {
  readonly clock: Clock;
  readonly simulatedTime: SimulatedTime;
  /** Told the time of the outside world before any service starts: after a kill in the demo, ours goes on from there. */
  readonly outsideTime?: (now: string) => void;
  /** Told what is going on, for people. */
  readonly say?: (words: string) => void;
  /** Told, in sentences, what went wrong and was put right while everything runs. */
  readonly warn?: (words: string) => void;
  /** A PostgreSQL that somebody else runs, instead of one of our own. */
  readonly database?: DatabaseAddresses;
}

export interface RunningStandalone {
  /** Pages and APIs, e.g. `http://127.0.0.1:8080` */
  readonly url: string;
  readonly managementUrl: string;
  readonly simulatorsUrl: string;
  readonly simulators: SimulatorsControl;
  readonly installation: Installation;
  readonly app: RunningApp;
  readonly clock: Clock;
  /** Where the administrator's command line finds everything. */
  readonly environmentFile: string;
  /** Processes beside this one. */
  readonly pids: { readonly simulators: number };
  /** A token of the account that stands for a role. */
  token(wish: Wish): Promise<string>;
  /** Resolves when our own PostgreSQL died and cannot be had back: nothing goes on from here, and the caller closes. */
  readonly lost: Promise<Error>;
  /** Readiness off, HTTP and consumers drained, then simulators and PostgreSQL. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * The whole product in one process on embedded defaults: PostgreSQL and the stand-ins of the outside systems are processes of
 * their own that it starts, or finds again after a kill.
 *
 * @throws {KeysMissing} @throws {KeyFileFault} @throws {DataInUse} @throws {PortInUse}; whatever was started is stopped again
 */
export async function startStandalone(options: StandaloneOptions, parts: StandaloneParts): Promise<RunningStandalone> {
  const undo = new Undo();
  try {
    return await start(options, parts, undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
}

async function start(options: StandaloneOptions, parts: StandaloneParts, undo: Undo): Promise<RunningStandalone> {
  const say = parts.say ?? (() => undefined);
  await mkdir(options.data, { recursive: true });
  const lock = await InstallationLock.take(options.data);
  undo.later(() => lock.release());
  const installation = await openInstallation(options);
  await endOrphanedSimulators(installation.simulatorsFile);
  const port = await freePort(options.port, '--port');
  const managementPort = await freePort(options.managementPort, '--management');
  const simulatorsPort = await freePort(options.simulatorsPort, '--simulators');

  const database = await databaseOf(parts, installation, undo);
  say('simulators of the outside systems');
  const outside = await startSimulators({
    ...parts.simulatedTime,
    port: simulatorsPort,
    file: installation.simulatorsFile,
    log: join(installation.logs, 'simulators.log'),
  });
  undo.later(() => outside.stop());
  const simulators = new SimulatorsControl(outside.url);
  const { gateway, portal } = sandbox;
  await simulators.credentials('gateway', { client: gateway.client, secrets: [gateway.secret] });
  await simulators.credentials('dvcqg', { secrets: [portal.password] });
  parts.outsideTime?.(await simulators.now());

  say('services');
  const { ownerUrl, appUrl } = database;
  const addresses = { port, managementPort, simulatorsUrl: outside.url, ownerUrl, appUrl };
  const environment = environmentOf(installation, options.data, addresses);
  const environmentFile = await writeEnvironment(installation, environment);
  const url = `http://127.0.0.1:${port}`;
  const issuer = await DemoIssuer.open(installation.issuerFolder, issuerAt(url));
  const logFile = new LogFile(join(installation.logs, 'motcua.jsonl'));
  undo.later(async () => logFile.close());
  const configs = configsOf(environment);
  const log = new JsonLog({ name: 'standalone', level: configs[0].logLevel, destination: logFile });
  if (configs[0].feed === 'kafka') await makeMissingTopics(configs[0], parts.warn ?? (() => undefined));
  const running = await startApp({
    kit: {
      ...configuredKit('standalone', configs[0]),
      configs,
      auth: issuer.auth,
      clock: () => parts.clock,
      log,
    },
    modules: modulesFor(configs[0]),
    apis,
    migrations,
    eventTypes,
    ownerUrl,
    http: { ...configuredHttp(configs[0]), port, guest: { path: providerPath, answer: providerDoor(url, issuer) } },
    management: { port: managementPort, more: tokenDesk(issuer) },
  });
  undo.later(() => running.close());
  void running.failed.then((error) => log.error('consumer.failed', { error }));
  const app = configs[0].feed === 'kafka' ? withRelay(running) : running;
  const lost = database.watch(log, parts.warn ?? (() => undefined));
  return {
    url: app.url,
    managementUrl: app.managementUrl!,
    simulatorsUrl: outside.url,
    simulators,
    installation,
    app,
    clock: parts.clock,
    environmentFile,
    pids: { simulators: outside.pid },
    token: (wish) => issuer.token(claimsOf(wish)),
    lost,
    close: () => undo.all(),
  };
}

/** What the relay has not published is not seen by any consumer yet, so it is asked before them. */
function withRelay(running: RunningApp): RunningApp {
  const relay = running.app.get(Relay);
  return {
    ...running,
    consumerStates: async () => {
      const state = { ...(await relay.state()), parkedDossiers: 0, quarantined: 0 };
      return [{ consumer: 'relay', ...state }, ...(await running.consumerStates())];
    },
  };
}

async function databaseOf(parts: StandaloneParts, installation: Installation, undo: Undo): Promise<ProductDatabase> {
  if (parts.database !== undefined) return foreignDatabase(parts.database);
  parts.say?.('PostgreSQL');
  return ownDatabase({ folder: installation.postgres, passwordFile: installation.postgresPasswords }, undo);
}

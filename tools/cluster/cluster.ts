import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DemoIssuer, JsonLog } from '@motcua/service-kit';
import {
  claimsOf,
  type Environment,
  environmentOf,
  freePort,
  InstallationLock,
  issuerAt,
  LogFile,
  openInstallation,
  ownDatabase,
  productFolder,
  sandbox,
  SimulatorsControl,
  Undo,
  type Wish,
  writeEnvironment,
} from '@motcua/standalone/parts';
import { appOf, instancesFor, settingsOf, SIGN_IN } from './apps.ts';
import { Door, type Upstream } from './door.ts';
import { keysPath, serveIssuer } from './issuer.ts';
import { KAFKA, KafkaKeeper } from './kafka-keeper.ts';
import { answersReady, ManagedProcess, type ProcessPlan, type Surroundings } from './managed-process.ts';
import type { ClusterOptions } from './options.ts';
import { ProcessFiles } from './process-files.ts';

const run = promisify(execFile);

/** Every app has two pools of its own. */
const MAX_CONNECTIONS = 400;
/** Two looks of the door. */
const DRAIN_MS = '2000';

export interface ClusterParts {
  /** How the outside world's time begins; the stand-ins keep their own time over restarts. */
  readonly simulatedTime: { readonly now: string; readonly rate: number };
  /** File of the demonstration's clock; absent = real time. */
  readonly clockFile?: string;
  /** Settings of the apps beside those of the installation, or instead of them. */
  readonly settings?: Environment;
  /** Told the time of the outside world before any app starts: after a kill in the demo, ours goes on from there. */
  readonly outsideTime?: (now: string) => void;
  /** Told what is going on, for people. */
  readonly say: (words: string) => void;
  /** Told what went wrong and was put right. */
  readonly warn: (words: string) => void;
}

export interface RunningCluster {
  /** The one address of all apps. */
  readonly url: string;
  /** Gives out tokens: `POST /api/standalone/v1/tokens`. */
  readonly issuerUrl: string;
  readonly simulatorsUrl: string;
  readonly simulators: SimulatorsControl;
  /** Settings of the installation, the owner's address included; also in `environmentFile`, for `motcua`. */
  readonly environment: Environment;
  readonly environmentFile: string;
  /** The apps' instances, in the order of their start. */
  readonly apps: readonly ManagedProcess[];
  /** Beside them: the simulators, and the stand-in for KurrentDB. */
  readonly others: readonly ManagedProcess[];
  readonly kafka: KafkaKeeper | undefined;
  /** A token of the account that stands for a role. */
  token(wish: Wish): Promise<string>;
  /** kill -9 to a process by its name; it is started again by itself. @throws when there is none of that name */
  kill(name: string): Promise<void>;
  /** Resolves when PostgreSQL died and cannot be had back. */
  readonly lost: Promise<Error>;
  /** Door shut, apps drained, then everything else, nothing left running. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * A cluster on this machine: PostgreSQL, Kafka, the stand-ins and every app as processes of their own, each with its log.
 *
 * @throws {KeysMissing} @throws {DataInUse} @throws {PortInUse}; whatever was started is stopped again
 */
export async function startCluster(options: ClusterOptions, parts: ClusterParts): Promise<RunningCluster> {
  const undo = new Undo();
  try {
    return await start(options, parts, undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
}

async function start(options: ClusterOptions, parts: ClusterParts, undo: Undo): Promise<RunningCluster> {
  const { data, logs } = options;
  const { say, warn } = parts;
  await mkdir(data, { recursive: true });
  const lock = await InstallationLock.take(data);
  undo.later(() => lock.release());
  const installation = await openInstallation(options);
  const files = new ProcessFiles(join(data, 'processes'));
  const former = await files.endFormer();
  if (former.length > 0) warn(`ended what a killed launcher had left: ${former.join(', ')}`);
  const around: Surroundings = { logs, files, warn };
  const port = await freePort(options.port, '--port');
  const managementPort = await freePort(options.managementPort, '--management');
  const simulatorsPort = await freePort(options.simulatorsPort, '--simulators');

  say('PostgreSQL');
  const passwords = { folder: installation.postgres, passwordFile: installation.postgresPasswords };
  const database = await ownDatabase({ ...passwords, maxConnections: MAX_CONNECTIONS }, undo);
  const kafka = options.feed === 'kafka' ? await startBroker(join(data, 'kafka'), around, say, undo) : undefined;
  const others: ManagedProcess[] = [];
  const beside = async (plan: ProcessPlan): Promise<void> => {
    const one = new ManagedProcess(plan, around);
    undo.later(() => one.stop());
    await one.start();
    others.push(one);
  };
  const store = await storeSettings(options, beside, say);

  say('simulators of the outside systems');
  await beside(simulatorsPlan(simulatorsPort, installation.simulatorsFile, parts));
  const simulatorsUrl = `http://127.0.0.1:${simulatorsPort}`;
  const simulators = await simulatorsWith(simulatorsUrl);
  parts.outsideTime?.(await simulators.now());

  const issuerUrl = `http://127.0.0.1:${managementPort}`;
  const url = `http://127.0.0.1:${port}`;
  const issuer = await DemoIssuer.open(installation.issuerFolder, issuerAt(url));
  const desk = await serveIssuer(issuer, managementPort, url);
  undo.later(() => desk.close());
  const { ownerUrl, appUrl } = database;
  const environment: Environment = {
    ...environmentOf(installation, data, { port, managementPort, simulatorsUrl, ownerUrl, appUrl }),
    ...store,
    MOTCUA_AUTH_JWKS_URL: `${issuerUrl}${keysPath}`,
    MOTCUA_TRUSTED_PROXIES: '127.0.0.1', // the door
    MOTCUA_FEED: options.feed,
    MOTCUA_DRAIN_MS: DRAIN_MS,
    MOTCUA_RELAY_UNIT: 'H99',
    ...(kafka === undefined ? {} : { MOTCUA_KAFKA_BROKERS: kafka.brokers }),
    ...(parts.clockFile === undefined ? {} : { MOTCUA_CLOCK_FILE: parts.clockFile }),
    ...parts.settings,
  };
  const environmentFile = await writeEnvironment(installation, environment);
  say('migrations');
  await motcua(['migrate'], environmentFile, logs);
  if (kafka !== undefined) await motcua(['topics', 'apply', '--replicas', '1'], environmentFile, logs);

  say('apps');
  const { apps, upstreams } = await plannedApps(options, environment, around);
  undo.later(() => Promise.all(apps.map((app) => app.stop())));
  await Promise.all(apps.map((app) => app.start()));
  const provider = { app: SIGN_IN, port: managementPort, isReady: () => Promise.resolve(true) };
  const door = new Door({ port, upstreams: [...upstreams, provider], appOf });
  await door.open();
  undo.later(() => door.close());

  const logFile = new LogFile(join(logs, 'cluster.log'));
  undo.later(async () => logFile.close());
  return {
    url,
    issuerUrl,
    simulatorsUrl,
    simulators,
    environment,
    environmentFile,
    apps,
    others,
    kafka,
    token: (wish) => issuer.token(claimsOf(wish)),
    kill: (name) => killed(name, [...apps, ...others], kafka),
    lost: database.watch(new JsonLog({ name: 'cluster', destination: logFile }), warn),
    close: () => undo.all(),
  };
}

async function startBroker(folder: string, { files, warn }: Surroundings, say: (words: string) => void, undo: Undo) {
  say('Apache Kafka');
  const kafka = await KafkaKeeper.start(folder, files, warn);
  undo.later(() => kafka.stop());
  return kafka;
}

/** Where the events are: for the stand-in its process is started first. */
async function storeSettings(
  { store, data }: ClusterOptions,
  beside: (plan: ProcessPlan) => Promise<void>,
  say: (words: string) => void,
): Promise<Environment> {
  switch (store) {
    case 'postgres':
      return { MOTCUA_STORE: 'postgres' };
    case 'kurrentdb-standin': {
      say('the stand-in for KurrentDB (not KurrentDB)');
      const port = await freePort(0, '');
      await beside({
        name: 'kurrentdb-standin',
        words: [
          join(productFolder, 'libs/testing/dist/kurrentdb-standin/main.js'),
          `--port=${port}`,
          `--data=${join(data, 'kurrentdb-standin')}`,
        ],
        settings: {},
        isReady: () => takesConnections(port),
      });
      return {
        MOTCUA_STORE: 'kurrentdb',
        MOTCUA_KURRENTDB_URL: `kurrentdb://127.0.0.1:${port}?tls=false`,
        MOTCUA_KURRENTDB_WATCH_MS: '100', // the demo waits until everybody is at the end of the log
      };
    }
  }
}

function simulatorsPlan(port: number, file: string, { simulatedTime }: ClusterParts): ProcessPlan {
  return {
    name: 'simulators',
    words: ['--enable-source-maps', programOf('simulators')],
    settings: {
      MOTCUA_SIMULATORS_PORT: String(port),
      MOTCUA_SIMULATORS_FILE: file,
      MOTCUA_SIMULATORS_NOW: simulatedTime.now,
      MOTCUA_SIMULATORS_RATE: String(simulatedTime.rate),
    },
    isReady: () => answersReady(`http://127.0.0.1:${port}/__sim/health`),
  };
}

/** The stand-ins are told at every start whom they let in. */
async function simulatorsWith(url: string): Promise<SimulatorsControl> {
  const simulators = new SimulatorsControl(url);
  await simulators.credentials('gateway', { client: sandbox.gateway.client, secrets: [sandbox.gateway.secret] });
  await simulators.credentials('dvcqg', { secrets: [sandbox.portal.password] });
  return simulators;
}

async function plannedApps({ feed }: ClusterOptions, environment: Environment, around: Surroundings) {
  const apps: ManagedProcess[] = [];
  const upstreams: Upstream[] = [];
  for (const { name, app } of instancesFor(feed)) {
    const ports = { port: await freePort(0, ''), managementPort: await freePort(0, '') };
    const isReady = () => answersReady(`http://127.0.0.1:${ports.managementPort}/health/ready`);
    const words = ['--enable-source-maps', programOf(app)];
    apps.push(new ManagedProcess({ name, words, settings: settingsOf(app, environment, ports), isReady }, around));
    upstreams.push({ app, port: ports.port, isReady });
  }
  return { apps, upstreams };
}

/** One command of the administrator's command line; what it says goes to its log. @throws with its last words */
async function motcua(words: readonly string[], environmentFile: string, logs: string): Promise<void> {
  const all = ['--no-warnings', programOf('cli'), '--env-file', environmentFile, ...words];
  const log = (text: string): void => appendFileSync(join(logs, 'motcua.log'), text);
  try {
    const { stdout, stderr } = await run(process.execPath, all, { cwd: productFolder });
    log(stdout + stderr);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    log(stdout + stderr);
    throw new Error(`motcua ${words.join(' ')} failed: ${(stderr + stdout).trim().slice(-1_000)}`, { cause: error });
  }
}

async function killed(name: string, processes: readonly ManagedProcess[], kafka: KafkaKeeper | undefined) {
  if (name === KAFKA && kafka !== undefined) return kafka.kill();
  const found = processes.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no process is called ${name}`);
  return found.kill();
}

function programOf(app: string): string {
  return join(productFolder, 'apps', app, 'dist', 'main.js');
}

function takesConnections(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host: '127.0.0.1', port });
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

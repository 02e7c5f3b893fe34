import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DemoIssuer, newKeyRing, writeKeyFile } from '@motcua/service-kit';
import { type PostgresServer, type PostgresServerOptions, startPostgres } from '@motcua/testing/backends';
import { ALWAYS, type Invariant } from '../audit/rules.ts';
import type { Verdict } from '../audit/verdict.ts';
import { Journal } from '../journal.ts';
import type { AppOrder, Installation } from '../processes/app-order.ts';
import { AppProcess } from './app-process.ts';
import { audit } from './auditor.ts';
import { Clients } from './client.ts';
import { type ChaosDatabase, makeDatabase } from './database.ts';

const RED_PATIENCE_MS = 8_000;

export interface WorldOptions {
  /** Folder of this experiment's journal, logs and verdict; made anew. */
  readonly folder: string;
  readonly postgres?: PostgresServerOptions;
}

/** Everything one experiment needs: a PostgreSQL server of its own, the installation's secrets, a journal, processes. */
export class World {
  readonly folder: string;
  readonly postgres: PostgresServer;
  readonly database: ChaosDatabase;
  readonly journal: Journal;
  readonly issuer: DemoIssuer;
  simulatorsUrl: string | undefined;
  kafkaBrokers: string | undefined;
  private readonly installation: Installation;
  private readonly onClose: (() => Promise<void>)[] = [];

  private constructor(
    folder: string,
    postgres: PostgresServer,
    database: ChaosDatabase,
    issuer: DemoIssuer,
    installation: Installation,
  ) {
    this.folder = folder;
    this.postgres = postgres;
    this.database = database;
    this.issuer = issuer;
    this.installation = installation;
    this.journal = new Journal(join(folder, 'journal.jsonl'));
  }

  static async open({ folder, postgres: options }: WorldOptions): Promise<World> {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'data'), { recursive: true });
    mkdirSync(join(folder, 'keys'), { recursive: true });
    const keyFile = join(folder, 'keys', 'keys.json');
    await writeKeyFile(keyFile, newKeyRing());
    const issuerFolder = join(folder, 'keys');
    const issuer = await DemoIssuer.open(issuerFolder);
    const postgres = await startPostgres(options);
    const database = await makeDatabase(postgres);
    const installation = { databaseUrl: database.appUrl, dataFolder: join(folder, 'data'), keyFile, issuerFolder };
    return new World(folder, postgres, database, issuer, installation);
  }

  async start(order: AppOrder): Promise<AppProcess> {
    const app = await AppProcess.start(order, this.installation, this.folder);
    this.onClose.push(() => app.end());
    return app;
  }

  /** @param app the intake that serves, asked anew before every try */
  clients(app: () => AppProcess, patienceMs?: number): Clients {
    const clients = new Clients(() => app().url, this.journal, this.issuer, patienceMs);
    this.onClose.push(async () => clients.stop());
    return clients;
  }

  cleanUp(task: () => Promise<void>): void {
    this.onClose.push(task);
  }

  /** @returns what the auditor finds, of what always holds and of these */
  audit(invariants: readonly Invariant[]): Promise<Verdict> {
    return audit(this.folder, {
      journal: this.journal.file,
      databaseUrl: this.database.ownerUrl,
      ...(this.simulatorsUrl === undefined ? {} : { simulatorsUrl: this.simulatorsUrl }),
      ...(this.kafkaBrokers === undefined ? {} : { kafkaBrokers: this.kafkaBrokers }),
      invariants: [...ALWAYS, ...invariants],
    });
  }

  async close(): Promise<void> {
    for (const task of this.onClose.toReversed()) await task();
    await this.postgres.stop();
  }
}

/**
 * Waits for clients who have stopped to begin anything new. Where a guard is out some may wait for ever: they are left.
 */
export async function settled(clients: Promise<void>, red: boolean): Promise<void> {
  await (red ? Promise.race([clients, pause(RED_PATIENCE_MS)]) : clients);
}

/** Waits until something holds. @throws when it does not within `ms` */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for: ${what}`);
    await pause(50);
  }
}

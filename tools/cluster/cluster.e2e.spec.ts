import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';

jest.setTimeout(900_000);

const program = join(import.meta.dirname, 'main.ts');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-cluster-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as somebody else where the specs run as root
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

it('brings every sample dossier to its expected end over Kafka and processes of their own, and leaves nothing running', async () => {
  const data = join(folder, 'data');
  const ports = ['--port', '--management', '--simulators'].flatMap((name) => [name, '0']);
  const words = ['--no-warnings', program, '--exit', ...ports, '--data', data];
  const cluster = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(cluster, 'close');
  const [said, complained] = await Promise.all([text(cluster.stdout), text(cluster.stderr)]);
  const [status] = (await ended) as [number | null];
  expect(complained).toBe('');
  expect(said).toMatch(/56 of 56 dossiers are as expected, 0 discrepancies/);
  expect(said).toContain('no process ended by itself');
  expect(status).toBe(0);
  expect(readdirSync(join(data, 'processes'))).toEqual([]);
  expect(readFileSync(join(folder, 'intake-1.log'), 'utf8')).toContain('clock.demonstration');
});

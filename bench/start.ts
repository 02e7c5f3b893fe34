import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchRow, below, median } from './bench-row.ts';

const PROGRAM = join(import.meta.dirname, '../apps/standalone/dist/main.js');
const ROUNDS = 3;
const PATIENCE_MS = 120_000;
/** What is only needed for starting is collected by then. */
const SETTLE_MS = 20_000;
const POLL_MS = 20;

interface Started {
  readonly child: ChildProcess;
  /** From the start of the process until it says that it is ready. */
  readonly seconds: number;
}

/** The whole product on a data folder, without the demo. */
async function start(folder: string): Promise<Started> {
  const [port, management, simulators] = [await freePort(), await freePort(), await freePort()];
  const ports = ['--port', port, '--management', management, '--simulators', simulators].map(String);
  const files = ['--data', join(folder, 'data'), '--keys', join(folder, 'keys', 'motcua.keys')];
  const begun = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', PROGRAM, '--no-demo', ...ports, ...files], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await isReady(management))) {
    if (child.exitCode !== null) throw new Error(`standalone ended with ${child.exitCode} before it was ready`);
    if (performance.now() - begun > PATIENCE_MS) throw new Error('standalone was not ready in time');
    await pause(POLL_MS);
  }
  return { child, seconds: (performance.now() - begun) / 1_000 };
}

async function stop({ child }: Started): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Megabytes of a process, what it shares with others counted in parts. */
function memoryOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)![1]) / 1_024;
}

function childrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  return pairs.filter(([child, parent]) => parent === pid && existsSync(`/proc/${child}`)).map(([child]) => child);
}

/** PostgreSQL outlives a killed service, so it is no child of it: its own file says which process it is. */
function memoryByPart(pid: number, folder: string): Record<string, number> {
  const postmaster = Number.parseInt(readFileSync(join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8'), 10);
  const family = (root: number): number[] => [root, ...childrenOf(root)];
  const sum = (pids: readonly number[]): number => pids.map(memoryOf).reduce((total, each) => total + each, 0);
  return { services: memoryOf(pid), simulators: sum(childrenOf(pid)), postgres: sum(family(postmaster)) };
}

export async function benchStart(): Promise<BenchRow[]> {
  const empty: number[] = [];
  const again: number[] = [];
  const memory: Record<string, number>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
    await chmod(folder, 0o755); // started by root, PostgreSQL runs as somebody else
    const first = await start(folder);
    empty.push(first.seconds);
    await stop(first);
    const second = await start(folder);
    again.push(second.seconds);
    await pause(SETTLE_MS);
    try {
      if (process.platform === 'linux') memory.push(memoryByPart(second.child.pid!, folder));
    } finally {
      await stop(second);
    }
    await rm(folder, { recursive: true });
  }
  const work = 'standalone, ready after start, empty';
  const against = 'its own goal';
  const rows = [below(8, { work, unit: 's', ours: median(empty), against, more: { 'second start': median(again) } })];
  if (memory.length === 0) return rows;
  const totals = memory.map((parts) => Object.values(parts).reduce((sum, each) => sum + each, 0));
  const more = memory[totals.indexOf(median(totals))]!;
  return [
    ...rows,
    below(400, { work: 'standalone, idle, all its processes', unit: 'MB', ours: median(totals), against, more }),
  ];
}

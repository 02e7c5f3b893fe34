import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replayHeaders } from './topics.js';
import { encodeCloudEvent } from './cloud-events/lifecycle-codec.js';
import type { EncodedRecord } from './cloud-events/wire-record.js';
import type { LifecycleEvent } from './lifecycle-event.js';
import { toLifecycleEvent } from './lifecycle/to-lifecycle-event.js';
import type { DossierSnapshot } from './snapshot/dossier-snapshot.js';
import { foldSnapshot } from './snapshot/fold-snapshot.js';

const root = join(import.meta.dirname, '../../..');
const guides = join(root, 'docs/guides/consumers');
const cache = join(root, '.cache/guides');

/** A guide's program and what it needs on the machine. */
export interface Guide {
  readonly name: string;
  readonly tools: readonly string[];
  /** @returns command and first arguments */
  readonly command: () => readonly string[];
}

export const allGuides: readonly Guide[] = [
  // kafkajs 2.2.4 counts a timeout below zero, of which Node 24 warns at every start.
  {
    name: 'TypeScript',
    tools: [],
    command: () => [
      process.execPath,
      '--disable-warning=TimeoutNegativeWarning',
      join(guides, 'typescript/rebuild.ts'),
    ],
  },
  { name: 'Python', tools: ['python3'], command: () => [python(), join(guides, 'python/rebuild.py')] },
  { name: 'kcat', tools: ['bash', 'kcat', 'jq'], command: () => ['bash', join(guides, 'kcat/rebuild.sh')] },
];

export function missingTools({ tools }: Guide): string[] {
  const folders = (process.env['PATH'] ?? '').split(':');
  return tools.filter((tool) => !folders.some((folder) => existsSync(join(folder, tool))));
}

/** A virtual environment with the pinned client, made once. */
function python(): string {
  const venv = join(cache, 'python');
  const requirements = join(guides, 'python/requirements.txt');
  const program = join(venv, 'bin/python');
  if (!existsSync(program)) execFileSync('python3', ['-m', 'venv', venv]);
  execFileSync(program, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  return program;
}

/** Starts a guide. */
export function start(guide: Guide, ...args: readonly string[]): ChildProcess {
  const [command, ...first] = guide.command();
  // Its own process group, so that a kill reaches what the shell started, too.
  return spawn(command!, [...first, ...args], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
}

/** Runs a guide to its end. */
export async function run(guide: Guide, ...args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  const child = start(guide, ...args);
  const told: string[] = [];
  child.stderr!.on('data', (chunk: Buffer) => told.push(chunk.toString()));
  const code = await ended(child);
  return { code, stderr: told.join('') };
}

/** @returns its exit code; null where it was killed */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}

interface History {
  readonly facts: readonly { readonly type: string; readonly data: Record<string, unknown> }[];
}

/** The events of every recorded dossier, several times over under other ids, in the order of a topic: turn by turn. */
export function recordedEvents(copies: number): LifecycleEvent[] {
  const folder = join(root, 'fixtures/histories');
  const histories = readdirSync(folder).flatMap((version) =>
    readFileSync(join(folder, version, 'dossier.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as History),
  );
  const dossiers = Array.from({ length: copies }, () => histories).flat();
  const events = dossiers.flatMap(({ facts }, index) => facts.map((fact, turn) => eventOf(fact, turn + 1, index)));
  return events.toSorted((one, other) => one.dossierVersion - other.dossierVersion);
}

function eventOf({ type, data }: History['facts'][number], version: number, dossier: number): LifecycleEvent {
  const dossierId = `00000000-0000-4000-8000-${String(dossier).padStart(12, '0')}`;
  const meta = { correlationId: 'c', causationId: 'c', actorRole: 'system', recordedAt: '2026-11-16T02:00:00.001Z' };
  return toLifecycleEvent({ id: `${dossierId}/${version}`, type, version, data: { ...data, dossierId }, meta });
}

export function encoded(event: LifecycleEvent): EncodedRecord {
  return encodeCloudEvent(event, '/motcua/H99/dossiers');
}

/** As the replay topic carries it. */
export function again(record: EncodedRecord): EncodedRecord {
  const headers = { [replayHeaders.id]: '11111111-1111-4111-8111-111111111111', [replayHeaders.replayed]: 'true' };
  return { ...record, headers: { ...record.headers, ...headers } };
}

/** The list that every guide must write, made by this package's own fold. */
export function expectedCsv(events: readonly LifecycleEvent[]): string {
  const snapshots = new Map<string, DossierSnapshot>();
  for (const event of events) snapshots.set(event.dossierId, foldSnapshot(snapshots.get(event.dossierId), event));
  const rows = [...snapshots.values()].map((one) =>
    [
      one.dossierId,
      one.dossierCode,
      one.status,
      one.receivingUnit,
      one.procedureCode,
      one.dueAt,
      one.dossierVersion,
      '',
    ].join(','),
  );
  return `${['dossierId,code,status,unit,procedure,dueAt,version,missing', ...rows.toSorted()].join('\n')}\n`;
}

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDay, printDossierCode } from '@motcua/domain';
import type { NewEvent, RecordedEvent } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import {
  Database,
  type DemoClaims,
  DemoIssuer,
  FolderBlobStore,
  JsonLog,
  MemoryKeyVault,
  type RunningApp,
  VaultSealer,
  loadCatalogue,
  randomId,
  sharedMigrations,
  startApp,
} from '@motcua/service-kit';
import { HandClock } from '@motcua/testing';
import { IntakeConfig } from './intake.config.js';
import { intakeMigrations } from './intake.migrations.js';
import { IntakeModule } from './intake.module.js';

const ROOT = join(import.meta.dirname, '../../..');

/** Files of every kind that matters here, as small as they come. */
export const FILES = {
  pdf: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'),
  png: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
  exe: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
};

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A story's submission part, from the samples. */
export interface StoryData {
  readonly id: string;
  readonly procedure: string;
  readonly procedureCase: string;
  readonly unit: string;
  readonly returnMethod: string;
  readonly applicant: Record<string, unknown>;
  readonly submitter: Record<string, unknown>;
  readonly declaration: Record<string, unknown>;
}

export function story(id: string): StoryData {
  const procedure = { lltp: '2.000488', 'khai-sinh': '1.001193', 'hon-nhan': '1.004873' }[id.replace(/-\d+$/, '')]!;
  const all = JSON.parse(readFileSync(join(ROOT, `samples/stories/${procedure}.json`), 'utf8')) as StoryData[];
  return structuredClone(all.find((one) => one.id === id)!);
}

/** The body of `POST /dossiers` for a story. */
export function bodyOf(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const { procedure, procedureCase, unit, returnMethod, applicant, submitter, declaration } = story(id);
  const base = { procedureCode: procedure, procedureCase, receivingUnit: unit, returnMethod, components: [] };
  return { ...base, applicant, submitter, declaration, ...more };
}

const ACTORS: Readonly<Record<string, DemoClaims>> = {
  citizen: { subject: 'citizen-1', roles: ['citizen'], personalId: '099090000001', clientId: 'web' },
  stranger: { subject: 'citizen-2', roles: ['citizen'], personalId: '099090000999', clientId: 'web' },
  officer: { subject: 'officer-14', roles: ['deskOfficer'], units: ['H99.14'] },
  officer30: { subject: 'officer-30', roles: ['deskOfficer'], units: ['H99.30', 'H99.33'] },
  vneid: { subject: 'service-vneid', roles: ['integrator'], clientId: 'vneid' },
  portal: { subject: 'service-dvcqg', roles: ['integrator'], clientId: 'dvcqg' },
  nobody: { subject: 'service-x', roles: ['integrator'], clientId: 'unknown-client' },
};

export type ActorName = 'citizen' | 'stranger' | 'officer' | 'officer30' | 'vneid' | 'portal' | 'nobody';

/** Intake over real HTTP and PostgreSQL, with a clerk who gives codes as the issuer would. */
export class IntakeBench {
  readonly lines: string[] = [];
  private readonly clerkStop = new AbortController();
  private clerk: Promise<void> = Promise.resolve();
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly running: RunningApp,
    readonly store: PostgresEventStore,
    readonly database: Database,
    readonly clock: HandClock,
    private readonly issuer: DemoIssuer,
  ) {}

  static async start(
    urls: { readonly ownerUrl: string; readonly appUrl: string },
    changes: Partial<IntakeConfig> & { readonly clerk?: boolean; readonly at?: string } = {},
  ): Promise<IntakeBench> {
    const { clerk = true, at = '2026-11-16T02:00:00.000Z', ...settings } = changes;
    const folder = await mkdtemp(join(tmpdir(), 'intake-'));
    const lines: string[] = [];
    const clock = new HandClock(at);
    const issuer = await DemoIssuer.inMemory();
    const clients = ['vneid:vneid:H99.14', 'dvcqg:nationalPortal:H99.14'];
    const config = Object.assign(new IntakeConfig(), { clients, codeWaitMs: 5_000, ...settings });
    const loaded = await loadCatalogue(join(ROOT, 'catalogues/2020'));
    const store = new PostgresEventStore({ url: urls.appUrl, statementTimeoutMs: 2_000, answerTimeoutMs: 3_000 });
    const database = new Database({ url: urls.appUrl, applicationName: 'intake-spec' });
    const running = await startApp({
      kit: {
        name: 'intake',
        auth: issuer.auth,
        configs: [config],
        log: new JsonLog({ name: 'intake', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
        clock: () => clock,
        database: () => database,
        eventStore: () => store,
        sealer: () => new VaultSealer(new MemoryKeyVault()),
        blobStore: ({ sealer }) => new FolderBlobStore(folder, sealer),
        catalogue: () => loaded.catalogue,
        declarations: () => loaded.declarations,
      },
      modules: [IntakeModule],
      migrations: [...sharedMigrations, ...intakeMigrations],
      ownerUrl: urls.ownerUrl,
      apis: [{ name: 'intake', title: 'Intake', module: IntakeModule, version: '1' }],
    });
    const bench = new IntakeBench(running, store, database, clock, issuer);
    bench.folder = folder;
    Object.assign(bench, { lines });
    if (clerk) bench.startClerk();
    return bench;
  }

  folder = '';

  async close(): Promise<void> {
    this.clerkStop.abort();
    await this.clerk;
    await this.running.close();
    await rm(this.folder, { recursive: true });
  }

  startClerk(): void {
    this.clerk = this.giveCodes();
  }

  async token(actor: ActorName): Promise<string> {
    const token = this.tokens.get(actor) ?? (await this.issuer.token(ACTORS[actor]!));
    this.tokens.set(actor, token);
    return token;
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { as, key, body }: { as?: ActorName; key?: string; body?: unknown } = {},
  ): Promise<Answer<Body>> {
    const headers: Record<string, string> = {};
    if (as !== undefined) headers['authorization'] = `Bearer ${await this.token(as)}`;
    if (key !== undefined) headers['idempotency-key'] = key;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(this.running.url + path, { method, headers, ...sent });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Body };
  }

  async submit(body: unknown, key: string = randomId(), as: ActorName = 'citizen'): Promise<Answer> {
    return this.call('POST', '/api/intake/v1/dossiers', { as, key, body });
  }

  async upload(bytes: Uint8Array, name: string, type: string, as: ActorName = 'citizen'): Promise<Answer> {
    const form = new FormData();
    form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name);
    const headers = { authorization: `Bearer ${await this.token(as)}` };
    const response = await fetch(`${this.running.url}/api/intake/v1/uploads`, { method: 'POST', headers, body: form });
    return { status: response.status, headers: response.headers, body: (await response.json()) as never };
  }

  facts(dossierId: string): Promise<RecordedEvent[]> {
    return this.store.read(`dossier-${dossierId}`);
  }

  /** Asks again until it holds; the read models follow the store. */
  async eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      const answer = await ask();
      if (holds(answer) || tries === 200) return answer;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Appends facts of somebody else (an officer) to a dossier. */
  async append(dossierId: string, type: string, data: Record<string, unknown>): Promise<void> {
    const { length } = await this.facts(dossierId);
    const events = [eventOf(type, { dossierId, ...data }, this.clock.now())];
    await this.store.append([{ stream: `dossier-${dossierId}`, expected: length, events }]);
  }

  private async giveCodes(): Promise<void> {
    const types = ['DossierSubmitted', 'CodeRequested', 'DossierAccepted'];
    const { signal } = this.clerkStop;
    for await (const { events } of this.store.subscribe(this.store.start, { types }, signal)) {
      for (const event of events) await this.giveCode(event);
    }
  }

  private async giveCode({ data, type }: RecordedEvent): Promise<void> {
    if (type === 'DossierSubmitted' && data['codeIssuedAt'] !== 'submission') return;
    const dossierId = String(data['dossierId']);
    const facts = await this.facts(dossierId);
    if (facts.some((fact) => fact.type === 'DossierCodeAssigned')) return;
    const submitted = facts.find((fact) => 'receivingUnit' in fact.data)?.data ?? data;
    const unitCode = String(submitted['receivingUnit'] ?? submitted['unitCode']);
    const at = this.clock.now();
    const day = localDay(at);
    const stream = `codes-${unitCode}-${day.replaceAll('-', '')}`;
    const ordinal = (await this.store.read(stream)).length + 1;
    const dossierCode = printDossierCode(unitCode, day, ordinal, { spelling: 'qcvn102', minWidth: 4 });
    const issued = { dossierId, dossierCode, sequence: ordinal, ordinal, issuedAt: at };
    const assigned = { dossierId, dossierCode, origin: 'series', system: null, unitCode, day, ordinal, assignedAt: at };
    await this.store.append([
      { stream, expected: ordinal - 1, events: [eventOf('CodeIssued', issued, at)] },
      {
        stream: `dossier-${dossierId}`,
        expected: facts.length,
        events: [eventOf('DossierCodeAssigned', assigned, at)],
      },
    ]);
  }
}

function eventOf(type: string, data: Record<string, unknown>, recordedAt: string): NewEvent {
  const meta = { correlationId: 'spec', causationId: randomId(), actor: 'spec', actorRole: 'system', recordedAt };
  return { id: randomId(), type, schemaVersion: 1, data, meta };
}

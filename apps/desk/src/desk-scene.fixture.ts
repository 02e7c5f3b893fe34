import { lifecycleEvents } from '@motcua/contracts';
import { type Catalogue, type Dossier, type DossierCommand, type DossierEvent, dossierDecider } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import {
  Actor,
  type CatalogueContents,
  Clock,
  CommandHandler,
  Database,
  DeclarationSchemas,
  DemoIssuer,
  FolderBlobStore,
  JsonLog,
  type KeyVault,
  type Role,
  type RunningApp,
  VaultSealer,
  randomId,
  startApp,
} from '@motcua/service-kit';
import { DeskConfig } from './desk.config.js';
import { DeskModule } from './desk.module.js';
import { DeskViews } from './views/desk-views.js';

/** What outlives a restart of the desk. */
export interface Premises {
  readonly url: string;
  /** Where the log is, when it is not in the same database. */
  readonly logUrl?: string;
  /** Settings that are not the spec's usual ones. */
  readonly settings?: Partial<DeskConfig>;
  readonly folder: string;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly vault: KeyVault;
  readonly issuer: DemoIssuer;
  readonly lines: string[];
}

export interface Person {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
}

export const people = {
  desk: { subject: 'desk-1', roles: ['deskOfficer'], units: ['H99.14'] },
  desk2: { subject: 'desk-2', roles: ['deskOfficer'], units: ['H99.14'] },
  resolver: { subject: 'resolver-1', roles: ['resolvingOfficer'], units: ['H99.14'] },
  leader: { subject: 'leader-1', roles: ['unitLeader'], units: ['H99.14'] },
  elsewhere: { subject: 'else-1', roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'], units: ['H99.31'] },
  citizen: { subject: 'citizen-1', roles: ['citizen'], units: [] },
  administrator: { subject: 'admin-1', roles: ['administrator'], units: ['H99'] },
  auditor: { subject: 'auditor-1', roles: ['auditor'], units: [] },
} as const satisfies Record<string, Person>;

export interface Answer {
  readonly status: number;
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- specs look into answers of every shape
}

/** The desk as an app over a real store, with hands for specs. */
export class DeskScene {
  private constructor(
    private readonly premises: Premises,
    readonly running: RunningApp,
  ) {}

  static async open(premises: Premises): Promise<DeskScene> {
    const { url, logUrl = url, folder, catalogue, clock, vault, issuer, lines, settings } = premises;
    const running = await startApp({
      kit: {
        name: 'desk',
        auth: issuer.auth,
        configs: [Object.assign(new DeskConfig(), { showWaitMs: 10_000, fileBytes: 64 * 1024, ...settings })],
        log: new JsonLog({ name: 'desk', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
        clock: () => clock,
        database: () => new Database({ url, applicationName: 'desk-spec' }),
        eventStore: () => new PostgresEventStore({ url: logUrl }),
        sealer: () => new VaultSealer(vault),
        blobStore: ({ sealer }) => new FolderBlobStore(folder, sealer),
        catalogue: () => catalogue,
        declarations: () => forms(),
        catalogueContents: () => contents,
        eventFeed: ({ eventStore, database }) =>
          new EmbeddedFeed(eventStore, new PostgresFeedLedger(database.pool), { now: () => clock.now() }),
      },
      modules: [DeskModule],
      apis: [{ name: 'desk', title: 'Desk', version: '1', module: DeskModule }],
      eventTypes: Object.keys(lifecycleEvents),
    });
    const scene = new DeskScene(premises, running);
    await scene.until(async () => (await scene.views.runner.states()).every(({ version }) => version !== undefined));
    return scene;
  }

  get store(): EventStore {
    return this.running.app.get(EventStore);
  }

  get views(): DeskViews {
    return this.running.app.get(DeskViews);
  }

  get database(): Database {
    return this.running.app.get(Database);
  }

  /** Brings a dossier where the spec wants it, past the API. @returns its id */
  async given(commands: readonly DossierCommand[], dossierId = randomId()): Promise<string> {
    for (const command of commands) await this.command(dossierId, command);
    return dossierId;
  }

  async command(dossierId: string, command: DossierCommand): Promise<void> {
    const data = 'dossierId' in command.data ? { ...command.data, dossierId } : command.data;
    await this.running.app.get(CommandHandler).handle<Dossier, DossierCommand, DossierEvent>({
      stream: `dossier-${dossierId}`,
      decider: dossierDecider(this.premises.catalogue),
      command: { ...command, data } as DossierCommand,
      commandId: randomId(),
      actor: new Actor(command.data.by, ['deskOfficer']),
    });
  }

  async types(dossierId: string): Promise<string[]> {
    return (await this.store.read(`dossier-${dossierId}`)).map(({ type }) => type);
  }

  post(
    path: string,
    who: Person,
    body: object | undefined,
    key: string | undefined = randomId(),
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const headers = {
      ...more,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === '' ? {} : { 'idempotency-key': key }),
    };
    return this.send(path, who, {
      method: 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  get(path: string, who: Person): Promise<Answer> {
    return this.send(path, who, {});
  }

  put(path: string, who: Person, body: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return this.send(path, who, { method: 'PUT', headers, body: JSON.stringify(body) });
  }

  remove(path: string, who: Person): Promise<Answer> {
    return this.send(path, who, { method: 'DELETE' });
  }

  upload(
    dossierId: string,
    who: Person,
    bytes: Uint8Array,
    type = 'application/pdf',
    key = randomId(),
  ): Promise<Answer> {
    const headers = { 'content-type': type, 'idempotency-key': key };
    return this.send(`dossiers/${dossierId}/files`, who, { method: 'POST', headers, body: new Uint8Array(bytes) });
  }

  tokenOf(who: Person): Promise<string> {
    return this.premises.issuer.token(who);
  }

  /** @returns the answer as it is, for files */
  async raw(path: string, who: Person, headers: Record<string, string> = {}): Promise<Response> {
    const authorization = `Bearer ${await this.premises.issuer.token(who)}`;
    return fetch(`${this.running.url}/api/desk/v1/${path}`, { headers: { ...headers, authorization } });
  }

  /** All views have seen everything. */
  async caughtUp(): Promise<void> {
    const head = await this.store.head();
    for (const { view } of await this.views.runner.states()) await this.views.runner.waitFor(view, head, 30_000);
  }

  async until(done: () => Promise<boolean>): Promise<void> {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  private async send(path: string, who: Person, init: RequestInit): Promise<Answer> {
    const authorization = `Bearer ${await this.premises.issuer.token(who)}`;
    const response = await fetch(`${this.running.url}/api/desk/v1/${path}`, {
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), authorization },
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}

/** A form with one field for the procedure of the specs, and one reason of refusal. */
function forms(): DeclarationSchemas {
  const form = {
    $id: 'https://motcua.example/schemas/spec.schema.json',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    required: ['nycNgaySinh'],
    properties: { nycNgaySinh: { type: 'string', title: 'Ngày sinh', maxLength: 10 } },
  };
  const name = { vi: 'Lý do', en: 'Reason' };
  const entries = [{ code: 'not-eligible', name, validFrom: '2016-01-01', validTo: null }];
  const reasons = { id: 'refusal-reason', name, source: 'spec', verified: true, entries };
  const assigned = [{ procedureVersionId: '2.000488@2020-1', form }];
  return new DeclarationSchemas(assigned, [form], new Map([[reasons.id, reasons]]));
}

/** A catalogue of which nobody asks more than what it is. */
const contents: CatalogueContents = {
  about: {
    id: 'spec',
    ruleSet: '2020',
    title: { vi: 'Danh mục mẫu', en: 'Sample catalogue' },
    notice: { vi: 'Dữ liệu mẫu', en: 'Sample data' },
    province: 'H99',
    source: 'spec',
    verified: false,
    approvedBy: null,
  },
  data: { versions: [], units: [], calendars: [], overlays: [], routing: [] },
  codeLists: new Map(),
  notes: new Map(),
};

/** Beyond every date of the specs: what a stepped clock may not pass. */
export class FarAway extends Clock {
  override now(): string {
    return '2030-01-01T00:00:00.000Z';
  }
}

/** The smallest thing that is a PDF by its bytes. */
export function pdf(words = 'ket qua'): Buffer {
  return Buffer.from(`%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
}

import { Civil1Mount } from '../civil1/civil1.mount.js';
import { DvcqgMount } from '../dvcqg/dvcqg.mount.js';
import { FileFetcher } from '../dvcqg/file-fetcher.js';
import { PortalAccounts } from '../dvcqg/portal-accounts.js';
import { PortalBooks } from '../dvcqg/portal-books.js';
import { PortalSessions } from '../dvcqg/portal-sessions.js';
import { FaultBook } from '../faults/fault-book.js';
import { GatewayMount } from '../gateway/gateway.mount.js';
import { TokenOffice } from '../gateway/token-office.js';
import { Journal } from '../journal/journal.js';
import { PersonalDataWatch } from '../journal/personal-data.js';
import { LegMount, LEGS, type LegName } from '../leg/leg.mount.js';
import { Lltp1Mount } from '../lltp1/lltp1.mount.js';
import { OnlineDossiers } from '../lltp1/online-dossiers.js';
import { DossierBook } from '../scenario/dossier-book.js';
import { ScenarioBook } from '../scenario/scenario.js';
import { Exchange } from './exchange.js';
import { type Call, type SimRequest, type System } from './mount.js';
import { Store, type Collection } from './store.js';
import { VirtualClock, type ClockReading } from './virtual-clock.js';

export interface WorldOptions {
  seed: number;
  /** ISO instant at which the virtual clock starts; it then stands still unless `rate` says otherwise */
  now: string | null;
  /** pace of the virtual clock: 0 stands still, 1 real time */
  rate: number;
  /** where accepted dossiers and the journal are kept; null = in memory only */
  file: string | null;
}

/** All outside systems together, their one clock, their books, and what the control plane may do to them. */
export class World {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly faults = new FaultBook();
  readonly tokens = new TokenOffice();
  readonly sessions = new PortalSessions();
  readonly online = new OnlineDossiers();
  readonly journal: Journal;
  readonly scenarios: ScenarioBook;
  readonly accounts: PortalAccounts;
  readonly lltp1: Lltp1Mount;
  readonly systems: readonly System[];
  readonly portal: PortalBooks;
  private readonly watch = new PersonalDataWatch();
  private readonly exchange: Exchange;
  private readonly fetcher: FileFetcher;
  private readonly readings: Collection<ClockReading>;
  private readonly gateway: GatewayMount;
  private readonly dvcqg: DvcqgMount;
  private readonly legs: ReadonlyMap<string, LegMount>;
  private currentSeed: number;

  constructor(options: WorldOptions) {
    this.currentSeed = options.seed;
    this.store = new Store(options.file);
    this.clock = new VirtualClock({
      now: options.now === null ? Date.now() : Date.parse(options.now),
      rate: options.rate,
    });
    this.readings = this.store.collection('clock');
    const reading = this.readings.get('reading');
    if (reading !== undefined) this.clock.restore(reading);
    this.journal = new Journal(this.store);
    this.scenarios = new ScenarioBook(this.store);
    this.accounts = new PortalAccounts(this.store);
    this.exchange = new Exchange(this.clock, this.faults, this.journal, this.watch);
    this.lltp1 = new Lltp1Mount(this.book('lltp1'), this.online, () => this.currentSeed);
    const civil1 = new Civil1Mount(this.book('civil1'));
    this.gateway = new GatewayMount(this.tokens, [this.lltp1, civil1]);
    this.portal = new PortalBooks(this.store);
    const now = (): number => this.clock.now();
    this.dvcqg = new DvcqgMount(this.portal, this.scenarios, this.sessions, this.accounts, now);
    this.fetcher = new FileFetcher(this.portal, (call) => this.faults.strike(call, now()));
    const legs = (Object.keys(LEGS) as LegName[]).map((name) => new LegMount(name, this.book(`leg.${name}`)));
    this.legs = new Map(legs.map((leg) => [leg.mount.slice('leg.'.length), leg]));
    this.systems = [this.lltp1, civil1, this.dvcqg, ...legs];
  }

  get seed(): number {
    return this.currentSeed;
  }

  mounts(): string[] {
    return ['gateway', ...this.systems.map(({ mount }) => mount)];
  }

  /** Finds the system a path below `/sim` belongs to; null when there is none. */
  open(request: SimRequest): Call | null {
    const [, first = '', second = ''] = request.path.split('/');
    const below = (segments: number): SimRequest => ({
      ...request,
      path: `/${request.path
        .split('/')
        .slice(segments + 1)
        .join('/')}`,
    });
    if (first === 'gateway') return this.gateway.open(below(1));
    if (first === 'dvcqg') return this.dvcqg.open(below(1));
    return first === 'leg' ? (this.legs.get(second)?.open(below(2)) ?? null) : null;
  }

  serve(...exchange: Parameters<Exchange['serve']>): Promise<void> {
    return this.exchange.serve(...exchange);
  }

  /** Moves or paces the clock and lets everything happen that falls due; answers how much that was. */
  async setClock(change: { now?: number | undefined; rate?: number | undefined }): Promise<number> {
    const from = this.clock.now();
    this.clock.set(change);
    this.readings.put('reading', this.clock.snapshot());
    const to = this.clock.now();
    const steps = this.systems.reduce((sum, system) => sum + system.stepsBetween(from, to), 0);
    return steps + (await this.runDue());
  }

  /** Work that the systems do by themselves: the portal's downloads. */
  runDue(): Promise<number> {
    return this.fetcher.runDue(this.clock.now());
  }

  async reset(change: { seed: number; now: number | undefined; keepFaults: boolean }): Promise<void> {
    this.currentSeed = change.seed;
    this.store.clear();
    this.accounts.stock();
    this.tokens.reset();
    this.sessions.reset();
    this.online.clear();
    this.watch.clear();
    if (!change.keepFaults) this.faults.clear();
    await this.setClock({ now: change.now });
  }

  private book(mount: string): DossierBook {
    return new DossierBook(mount, this.store, this.scenarios, () => this.clock.now());
  }
}

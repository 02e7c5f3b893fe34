/** What a process of the product is to be: handed over in the environment, because it starts as a process of its own. */
export interface AppOrder {
  /** Unique in its experiment; names the log file. */
  readonly name: string;
  readonly modules: readonly ModuleName[];
  /** Default: any free one. A process that replaces a killed one gets the same. */
  readonly port?: number;
  /** How long a consumer's lease outlives a holder that does not answer; the product's default when absent. */
  readonly leaseMs?: number;
  /** Pause between tries of a fact, ms; the product's default when absent. */
  readonly retryPauseMs?: number;
  /** The business clock starts here and runs on; real time when absent. The parent may set it anew, also back. */
  readonly clock?: string;
  readonly dieAt?: DeathPoint;
  /** Guards taken out, to see whether the auditor notices. */
  readonly without?: readonly Guard[];
  /** Instead of the database itself, e.g. through a proxy that breaks. */
  readonly databaseUrl?: string;
  /** Instead of the installation's. */
  readonly keyFile?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export type ModuleName = 'intake' | 'dossier-code' | 'ministry-connector' | 'portal-sync' | 'desk';

/** Where a process sends itself a signal: at the n-th append that touches a stream of that category, or at the n-th handled fact. */
export interface DeathPoint {
  readonly point: 'beforeAppend' | 'afterAppend' | 'beforeReply';
  /** Category of a stream; not looked at for `beforeReply`. */
  readonly category: string;
  readonly nth: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

export type Guard =
  | 'request-identity'
  | 'atomic-append'
  | 'expected-version'
  | 'day-of-the-fact'
  | 'parking'
  | 'honest-failure'
  | 'first-answer'
  | 'lane-order'
  | 'lanes'
  | 'same-history'
  | 'lane-history'
  | 'key-file-belongs'
  | 'destroy-again'
  | 'missing-keys-told'
  | 'one-key';

/** Where everything is; the same for all processes of an experiment. */
export interface Installation {
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly issuerFolder: string;
}

export const ORDER_VARIABLE = 'MOTCUA_CHAOS_ORDER';

/** Parent to child and back. */
export type ToApp = { readonly clock: string } | { readonly redrive: string };
export type FromApp = { readonly ready: string; readonly management: string } | { readonly redriven: number };

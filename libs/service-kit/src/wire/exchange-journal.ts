import type { ExchangeId } from '@motcua/domain';

/** One raw exchange with an outside system: evidence, never a source to send from again. */
export interface Exchange {
  readonly exchangeId: ExchangeId;
  readonly system: string;
  readonly operation: string;
  readonly dossierId: string | null;
  readonly dossierCode: string | null;
  readonly attempt: number;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly method: string;
  /** Without base URL and query. */
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  /** Null when no answer came. */
  readonly responseStatus: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  /** What became of it: an outcome's kind, or the network's signal. */
  readonly outcome: string;
  /** A gateway's fault is no answer of the system behind it. */
  readonly faultSource: 'gateway' | 'provider' | null;
  /** Members that the profile allowed to be cut to their greatest length. */
  readonly truncated: readonly string[];
}

export abstract class ExchangeJournal {
  /** Redacts, seals and stores. @throws when the database does not answer: the caller then has no outcome */
  abstract record(exchange: Exchange): Promise<void>;
}

import { sql, type Kysely } from 'kysely';
import { KeysDestroyed, KeysMissing } from '../sealing/key-vault.js';
import type { Sealer } from '../sealing/sealer.js';
import { ExchangeJournal, type Exchange } from './exchange-journal.js';
import { redactBody, redactHeaders } from './redact.js';

/** Forward only; run by the owner role. */
export const exchangeMigrations = [
  {
    id: 'kit-exchanges-1',
    sql: `
      CREATE SCHEMA IF NOT EXISTS kit;
      CREATE TABLE kit.exchanges (
        exchange_id     uuid PRIMARY KEY,
        system          text NOT NULL,
        operation       text NOT NULL,
        dossier_id      uuid,
        dossier_code    text,
        attempt         int NOT NULL,
        started_at      timestamptz NOT NULL,
        ended_at        timestamptz NOT NULL,
        request         jsonb NOT NULL,
        response        jsonb,
        request_sealed  text,
        response_sealed text,
        request_hash    text NOT NULL,
        response_hash   text NOT NULL,
        outcome         text NOT NULL,
        fault_source    text,
        truncated       text[] NOT NULL
      );
      CREATE INDEX exchanges_dossier ON kit.exchanges (dossier_id, started_at);
      CREATE INDEX exchanges_started ON kit.exchanges (started_at);
      GRANT USAGE ON SCHEMA kit TO motcua_app;
      GRANT SELECT, INSERT, DELETE ON kit.exchanges TO motcua_app;`,
  },
] as const;

/**
 * Exchanges in `kit.exchanges`. Bodies are sealed with the key of their dossier. Calls that speak of many dossiers at once, or of
 * none, keep only the keyed hashes of their bodies: no single key could be destroyed for them.
 */
export class PostgresExchangeJournal extends ExchangeJournal {
  constructor(
    private readonly database: Kysely<unknown>,
    private readonly sealer: Sealer,
  ) {
    super();
  }

  override async record(exchange: Exchange): Promise<void> {
    const request = { method: exchange.method, path: exchange.path, headers: redactHeaders(exchange.requestHeaders) };
    const response =
      exchange.responseStatus === null
        ? null
        : JSON.stringify({ status: exchange.responseStatus, headers: redactHeaders(exchange.responseHeaders) });
    const requestBody = redactBody(exchange.requestBody);
    const responseBody = redactBody(exchange.responseBody);
    await sql`
      INSERT INTO kit.exchanges (exchange_id, system, operation, dossier_id, dossier_code, attempt, started_at, ended_at,
        request, response, request_sealed, response_sealed, request_hash, response_hash, outcome, fault_source, truncated)
      VALUES (${exchange.exchangeId}, ${exchange.system}, ${exchange.operation}, ${exchange.dossierId},
        ${exchange.dossierCode}, ${exchange.attempt}, ${exchange.startedAt}, ${exchange.endedAt},
        ${JSON.stringify(request)}::jsonb, ${response}::jsonb,
        ${await this.sealed(exchange, 'request', requestBody)}, ${await this.sealed(exchange, 'response', responseBody)},
        ${this.sealer.blindIndex('exchange', requestBody)}, ${this.sealer.blindIndex('exchange', responseBody)},
        ${exchange.outcome}, ${exchange.faultSource}, ${[...exchange.truncated]})`.execute(this.database);
  }

  /** The bodies of one exchange; undefined when they were not kept or the dossier's key was destroyed. */
  async bodies(exchangeId: string): Promise<{ request: string | undefined; response: string | undefined } | undefined> {
    const { rows } = await sql<{
      dossier_id: string | null;
      request_sealed: string | null;
      response_sealed: string | null;
    }>`
      SELECT dossier_id, request_sealed, response_sealed FROM kit.exchanges WHERE exchange_id = ${exchangeId}`.execute(
      this.database,
    );
    const row = rows[0];
    if (row === undefined || row.dossier_id === null) return undefined;
    return {
      request: await this.opened(row.dossier_id, context(exchangeId, 'request'), row.request_sealed),
      response: await this.opened(row.dossier_id, context(exchangeId, 'response'), row.response_sealed),
    };
  }

  /** Forgets what is older. @returns how many */
  async prune(before: string): Promise<number> {
    const gone = await sql`DELETE FROM kit.exchanges WHERE started_at < ${before}`.execute(this.database);
    return Number(gone.numAffectedRows ?? 0n);
  }

  private async sealed(exchange: Exchange, part: string, body: string): Promise<string | null> {
    if (exchange.dossierId === null || body === '') return null;
    try {
      return await this.sealer.seal(exchange.dossierId, context(exchange.exchangeId, part), body);
    } catch (error) {
      if (error instanceof KeysDestroyed || error instanceof KeysMissing) return null; // the call was made all the same
      throw error;
    }
  }

  private async opened(dossierId: string, place: string, sealed: string | null): Promise<string | undefined> {
    return sealed === null ? undefined : this.sealer.open<string>(dossierId, place, sealed);
  }
}

function context(exchangeId: string, part: string): string {
  return `exchange|${exchangeId}|${part}`;
}

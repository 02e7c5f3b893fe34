import { readPath, scalarText } from './document-path.js';
import { KeptTicket, type Ticket, type TicketRefused } from './authentication.js';
import type { CallContext } from './ports.js';
import { retryAfterMs } from './retry-after.js';
import type { SystemConnection, WireProfile } from './wire-profile.js';
import { notMade, type LineAnswer, type WireLine } from './wire-line.js';

const renewBeforeMs = 60_000;
const timeoutMs = 30_000;

type Issued = { readonly kind: 'issued'; readonly token: string; readonly lifetimeMs: number } | TicketRefused;

/**
 * OAuth2 client credentials at a provincial gateway; the token is kept until a minute before it expires. The header
 * `lgspaccesstoken` (base64 of access key, secret key, application and partner) goes with the token call and with every call.
 */
export class ClientCredentials extends KeptTicket {
  constructor(
    private readonly gateway: WireProfile,
    private readonly connection: SystemConnection,
    private readonly line: WireLine,
  ) {
    super();
  }

  protected override async issue(
    context: CallContext,
  ): Promise<{ ticket: Ticket; lifetimeMs: number } | TicketRefused> {
    const { auth } = this.gateway;
    const path = auth.path ?? '/token';
    const standing = this.standingHeaders();
    const issued = await this.line.call(
      {
        system: this.gateway.system,
        operation: 'token',
        path,
        viaGateway: true,
        truncated: [],
        request: { method: 'POST', url: `${this.connection.baseUrl}${path}`, timeoutMs, ...this.form(standing) },
      },
      contextWithoutDossier(context),
      issuedBy,
    );
    if (issued.kind === 'refused') return issued;
    const headers = { ...standing, authorization: `Bearer ${issued.token}` };
    return { ticket: { kind: 'ticket', headers, members: {} }, lifetimeMs: issued.lifetimeMs };
  }

  private form(standing: Readonly<Record<string, string>>): { headers: Record<string, string>; body: string } {
    const { credentials } = this.connection;
    const clientId = credentials['clientId'] ?? '';
    const clientSecret = credentials['clientSecret'] ?? '';
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...standing };
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    if (this.gateway.auth.clientAuth === 'basic') {
      const pair = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
        'base64',
      );
      return { headers: { ...headers, authorization: `Basic ${pair}` }, body: form.toString() };
    }
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
    return { headers, body: form.toString() };
  }

  private standingHeaders(): Record<string, string> {
    if (this.gateway.auth.lgspAccessToken !== true) return {};
    const { credentials } = this.connection;
    const parts = {
      AccessKey: credentials['accessKey'] ?? '',
      SecretKey: credentials['secretKey'] ?? '',
      AppName: credentials['appName'] ?? '',
      PartnerCode: credentials['partnerCode'] ?? '',
      PartnerCodeCus: credentials['partnerCodeCus'] ?? credentials['partnerCode'] ?? '',
    };
    return { lgspaccesstoken: Buffer.from(JSON.stringify(parts)).toString('base64') };
  }
}

/** The token call is no dossier's exchange: its journal entry keeps no body. */
export function contextWithoutDossier(context: CallContext): CallContext {
  const { idempotencyKey, correlationId, causationId, actor, attempt, deadline } = context;
  return { idempotencyKey, correlationId, causationId, actor, attempt, deadline };
}

function issuedBy(answer: LineAnswer, exchange: string): Issued {
  if (answer.kind === 'refused') return refused(notMade(answer));
  if (answer.kind === 'failure') return refused({ kind: 'retryable', reason: 'notSent', exchange });
  const { http, body } = answer.answer;
  const token = scalarText(readPath(body.json, 'access_token')) ?? '';
  if (http === 200 && token !== '') return { kind: 'issued', token, lifetimeMs: lifetimeMs(body.json) };
  return refused(refusalOf(http, answer.headers, exchange));
}

function refusalOf(
  http: number,
  headers: Readonly<Record<string, string>>,
  exchange: string,
): TicketRefused['outcome'] {
  if (http === 401 || http === 400) return { kind: 'unauthenticated', exchange };
  if (http === 403) return { kind: 'rejected', code: 'configuration', message: 'HTTP 403', exchange };
  const pause = retryAfterMs(headers);
  return { kind: 'retryable', reason: 'gateway', exchange, ...(pause === undefined ? {} : { retryAfterMs: pause }) };
}

/** A gateway that names no lifetime gets a new request for every call. */
function lifetimeMs(json: unknown): number {
  const seconds = Number(scalarText(readPath(json, 'expires_in')));
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000 - renewBeforeMs) : 0;
}

function refused(outcome: TicketRefused['outcome']): TicketRefused {
  return { kind: 'refused', outcome };
}

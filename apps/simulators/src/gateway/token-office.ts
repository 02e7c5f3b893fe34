import { answer, type SimAnswer, type SimRequest } from '../engine/mount.js';
import { isRecord } from '../rules/fields.js';

export interface GatewayClient {
  /** all secrets valid now; two during a rotation */
  secrets: string[];
  /** functions behind the gateway it may use, by the first path segment; empty = the client is blocked */
  apis: string[];
}

interface Token {
  client: string;
  expiresAt: number;
  /** issued with the `lgspaccesstoken` variant, which must then stand on every call */
  withLgsp: boolean;
}

/** `invalid` covers unknown, expired and revoked tokens: the gateway does not tell them apart. */
export type Admission = { client: string } | { refusal: 401 | 403 };

const LGSP_MEMBERS = ['AccessKey', 'SecretKey', 'AppName', 'PartnerCode', 'PartnerCodeCus'];
const BOTH = ['apiLyLichTuPhap', 'apiHoTichTuPhap'];

/** OAuth2 client credentials as the provincial gateway does them. Tokens live in memory: a restart revokes them all. */
export class TokenOffice {
  expiresInSeconds = 3600;
  private clients = freshClients();
  private readonly tokens = new Map<string, Token>();
  private issued = 0;

  /** Back to the delivered clients; tokens are revoked. */
  reset(): void {
    this.clients = freshClients();
    this.expiresInSeconds = 3600;
    this.issued = 0;
    this.revokeAll();
  }

  configure(client: string, secrets: string[]): void {
    this.clients.set(client, { secrets, apis: this.clients.get(client)?.apis ?? BOTH });
  }

  revokeAll(): number {
    const revoked = this.tokens.size;
    this.tokens.clear();
    return revoked;
  }

  issue(request: SimRequest, now: number): SimAnswer {
    const { grantType, id, secret } = credentials(request);
    const client = this.clients.get(id);
    if (grantType !== 'client_credentials') return answer({ error: 'unsupported_grant_type' }, 'none', 400);
    const lgsp = readLgsp(request);
    if (client === undefined || !client.secrets.includes(secret) || lgsp === 'bad') {
      return answer({ error: 'invalid_client' }, 'none', 401);
    }
    if (client.apis.length === 0) return answer({ error: 'access_denied' }, 'none', 403);
    this.issued += 1;
    const token = `sim-token-${this.issued}`;
    this.tokens.set(token, { client: id, expiresAt: now + this.expiresInSeconds * 1000, withLgsp: lgsp === 'good' });
    const scope = 'am_application_scope default';
    return answer({ access_token: token, token_type: 'Bearer', expires_in: this.expiresInSeconds, scope }, 'session');
  }

  admit(request: SimRequest, api: string, now: number): Admission {
    const token = this.tokens.get(bearer(request));
    const lgsp = readLgsp(request);
    if (token === undefined || token.expiresAt <= now || lgsp === 'bad') return { refusal: 401 };
    if (token.withLgsp && lgsp !== 'good') return { refusal: 401 };
    return this.clients.get(token.client)?.apis.includes(api) === true ? { client: token.client } : { refusal: 403 };
  }

  /** Who is calling, for rate limits. */
  nameOf(request: SimRequest): string {
    return this.tokens.get(bearer(request))?.client ?? 'unknown';
  }
}

function freshClients(): Map<string, GatewayClient> {
  return new Map([
    ['sim', { secrets: ['sim', 'sim-next'], apis: BOTH }],
    ['sim-lltp', { secrets: ['sim'], apis: ['apiLyLichTuPhap'] }],
    ['sim-blocked', { secrets: ['sim'], apis: [] }],
  ]);
}

function bearer({ headers }: SimRequest): string {
  return /^Bearer (?<token>\S+)$/i.exec(headers['authorization'] ?? '')?.groups?.['token'] ?? '';
}

/** Client id and secret from the form or, when there is one, from a Basic header. */
function credentials({ headers, raw }: SimRequest): { grantType: string; id: string; secret: string } {
  const form = new URLSearchParams(raw.toString('utf8'));
  const read = (name: string): string => form.get(name) ?? '';
  const basic = /^Basic (?<pair>\S+)$/i.exec(headers['authorization'] ?? '')?.groups?.['pair'];
  const grantType = read('grant_type');
  if (basic === undefined) return { grantType, id: read('client_id'), secret: read('client_secret') };
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { grantType, id, secret: secret.join(':') };
}

function readLgsp({ headers }: SimRequest): 'absent' | 'good' | 'bad' {
  const header = headers['lgspaccesstoken'];
  if (header === undefined) return 'absent';
  try {
    const read: unknown = JSON.parse(Buffer.from(header, 'base64').toString('utf8'));
    return isRecord(read) && LGSP_MEMBERS.every((name) => typeof read[name] === 'string') ? 'good' : 'bad';
  } catch {
    return 'bad';
  }
}

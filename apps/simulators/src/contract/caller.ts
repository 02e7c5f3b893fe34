import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A contract block of the interface reference: what is sent, and which named answers there are. */
export interface Block {
  op: string;
  http: string;
  headers?: Record<string, string>;
  request: Record<string, unknown>;
  responses: Record<string, [status: number, body: unknown]>;
}

export const BLOCKS = JSON.parse(readFileSync(join(import.meta.dirname, 'blocks.json'), 'utf8')) as Block[];

export function blockOf(op: string): Block {
  const found = BLOCKS.find((block) => block.op === op);
  if (found === undefined) throw new Error(`no contract block ${op}`);
  return found;
}

export interface Answer {
  status: number;
  body: unknown;
  text: string;
  headers: Headers;
}

/** A caller that signs on where it must and sends what it is given, right or wrong. */
export class Caller {
  token = '';
  session = '';

  constructor(readonly url: string) {}

  async signOn(): Promise<this> {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sim', client_secret: 'sim' });
    const token = await this.send('/sim/gateway/token', { method: 'POST', body: form });
    this.token = (token.body as { access_token: string }).access_token;
    const login = await this.post('/sim/dvcqg/mapi/login', { username: 'sim', password: 'sim' });
    this.session = (login.body as { session: string }).session;
    return this;
  }

  /** Posts the request of a contract block, changed as told. */
  op(op: string, change: Record<string, unknown> = {}): Promise<Answer> {
    const { http, request } = blockOf(op);
    const session = 'session' in request ? { session: this.session } : {};
    return this.post(http.split(' ')[1] ?? '', { ...request, ...session, ...change });
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const usual = { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, dstcode: 'sim-dst' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send(path, { method: 'POST', headers: { ...usual, ...headers }, body: text });
  }

  async send(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, body: parse(text), text, headers: response.headers };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

import { randomUUID } from 'node:crypto';
import { textOf } from '../environment.js';
import { UsageFault } from '../usage-fault.js';

export interface DeskAccess {
  /** e.g. `https://motcua.example`. */
  readonly address: string;
  /** File with an administrator's access token. */
  readonly tokenFile: string;
}

/** The desk's API, as the administrator whose token it is given. */
export class DeskClient {
  private readonly token: string;

  /** @throws {UsageFault} no token there */
  constructor(
    private readonly address: string,
    tokenFile: string,
  ) {
    this.token = textOf(tokenFile).trim();
    if (this.token === '') throw new UsageFault(`${tokenFile} is empty`);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>(path, {});
  }

  post<T>(path: string, body: object | undefined, key: string = randomUUID()): Promise<T> {
    return this.send<T>(path, {
      method: 'POST',
      headers: { 'idempotency-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** @throws {UsageFault} the desk refuses, in its own words */
  private async send<T>(path: string, init: RequestInit): Promise<T> {
    const headers = { ...(init.headers as Record<string, string> | undefined), authorization: `Bearer ${this.token}` };
    const response = await fetch(new URL(`/api/desk/v1/${path}`, this.address), { ...init, headers }).catch(() => {
      throw new UsageFault(`the desk does not answer at ${this.address}`);
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer as T;
    const { code, detail } = (answer ?? {}) as { code?: string; detail?: string };
    throw new UsageFault(`refused: ${code ?? response.status}${detail === undefined ? '' : ` (${detail})`}`);
  }
}

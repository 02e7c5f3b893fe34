import { setTimeout as pause } from 'node:timers/promises';
import type { TinyFile } from './tiny-files.js';

/** A request was refused; the message is what the problem document says. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    readonly code: string,
    words: string,
  ) {
    super(words);
  }
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly retryable?: boolean;
  readonly errors?: readonly { readonly pointer?: string; readonly parameter?: string; readonly code: string }[];
}

const tries = 20;
const pauseMs = 250;

/** One account at the product's own addresses; it knows nothing but HTTP. */
export class ApiUser {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.ask<T>(path, { method: 'GET' });
  }

  /** @param key Idempotency-Key: the same request may be sent again after a crash */
  post<T>(path: string, key: string, body: object): Promise<T> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.ask<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** A scan for a submission, as a browser sends it. */
  async upload({ name, mime, bytes }: TinyFile): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([bytes], { type: mime }), name);
    const { uploadId } = await this.ask<{ uploadId: string }>('/api/intake/v1/uploads', { method: 'POST', body: form });
    return uploadId;
  }

  /** A file of an officer, as its own body. */
  async file(dossierId: string, key: string, { mime, bytes }: TinyFile): Promise<string> {
    const path = `/api/desk/v1/dossiers/${dossierId}/files`;
    const headers = { 'content-type': mime, 'idempotency-key': key };
    const { fileId } = await this.ask<{ fileId: string }>(path, { method: 'POST', headers, body: bytes });
    return fileId;
  }

  private async ask<T>(path: string, init: RequestInit): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${this.token}` };
      const response = await fetch(`${this.url}${path}`, { ...init, headers });
      const text = await response.text();
      if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
      const problem = problemOf(text);
      if (problem.retryable !== true || attempt === tries) throw refusal(path, response.status, problem, text);
      await pause(pauseMs);
    }
  }
}

function problemOf(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

function refusal(path: string, status: number, { code = 'unknown', detail, errors = [] }: Problem, text: string) {
  const where = errors.map((error) => `${error.pointer ?? error.parameter ?? ''} ${error.code}`).join(', ');
  const words = detail ?? text.slice(0, 200);
  return new Refused(status, code, `${path} ${status} ${code}: ${words}${where === '' ? '' : ` (${where})`}`);
}

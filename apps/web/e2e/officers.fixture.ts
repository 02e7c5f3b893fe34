import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from './product.ts';

const root = join(import.meta.dirname, '../../..');

/** A sample dossier, as `samples/stories` has it. */
export interface Story {
  readonly id: string;
  readonly procedure: string;
  readonly procedureCase: string;
  readonly unit: string;
  readonly returnMethod: string;
  readonly applicant: { readonly fullName: string; readonly personalId: string };
  readonly submitter: { readonly personalId: string };
  readonly declaration: Readonly<Record<string, unknown>>;
}

export function storyOf(procedure: string, id: string): Story {
  const stories = JSON.parse(readFileSync(join(root, `samples/stories/${procedure}.json`), 'utf8')) as Story[];
  return stories.find((story) => story.id === id)!;
}

export interface Receipt {
  readonly dossierId: string;
  readonly dossierCode: string | null;
}

/** Somebody beside the browser: a citizen at home, a colleague at another desk. */
export class Caller {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async of(product: Product, wish: Parameters<Product['token']>[0]): Promise<Caller> {
    return new Caller(product.url, await product.token(wish));
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>(path, {});
  }

  post<T>(path: string, body: object): Promise<T> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    return this.ask<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  private async ask<T>(path: string, init: RequestInit): Promise<T> {
    const headers = { ...(init.headers as Record<string, string> | undefined), authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.url}${path}`, { ...init, headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** Hands a sample dossier in online. */
  submit({ procedure, procedureCase, unit, returnMethod, applicant, submitter, declaration }: Story): Promise<Receipt> {
    return this.post('/api/intake/v1/dossiers', {
      procedureCode: procedure,
      procedureCase,
      receivingUnit: unit,
      returnMethod,
      applicant,
      submitter,
      declaration,
      components: [],
    });
  }
}

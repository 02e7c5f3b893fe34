import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Product } from '../../apps/web/e2e/product.ts';
import { type Caller, callers, type Right, rightIn } from './callers.ts';
import type { Operation } from './operations.ts';

const stories = join(import.meta.dirname, '../../samples/stories/2.000488.json');

interface Story {
  readonly id: string;
  readonly procedure: string;
  readonly procedureCase: string;
  readonly unit: string;
  readonly returnMethod: string;
  readonly applicant: object;
  readonly submitter: object;
  readonly declaration: object;
}

/** The whole product, with one dossier of the first citizen at H99.14, and everybody who may ask for it. */
export class Scene {
  private readonly tokens = new Map<Caller, string>();
  private dossierId = '';
  private dossierCode = '';
  private asked = 0;

  private constructor(private readonly product: Product) {}

  static async open(): Promise<Scene> {
    const scene = new Scene(await Product.start());
    for (const [name, wish] of Object.entries(callers))
      if (wish !== undefined) scene.tokens.set(name as Caller, await scene.product.token(wish));
    await scene.submit();
    return scene;
  }

  close(): Promise<void> {
    return this.product.stop();
  }

  /** What a caller's request of this kind is answered, as far as rights go. @throws when the request itself is at fault */
  async right(operation: Operation, caller: Caller): Promise<Right> {
    const stop = new AbortController(); // some answers never end
    const response = await fetch(`${this.product.url}${this.addressOf(operation)}`, {
      ...this.requestOf(operation, caller),
      redirect: 'manual',
      signal: stop.signal,
    });
    const isProblem = response.headers.get('content-type')?.includes('json') === true && response.status >= 400;
    const { type } = isProblem ? ((await response.json()) as { type?: string }) : {};
    stop.abort();
    const code = type?.split('/problems/')[1];
    if (response.status >= 500 || code === 'input.invalid')
      // which could hide a right that is only looked at afterwards
      throw new Error(`${caller}: ${operation.name} answers ${response.status} ${code}`);
    return rightIn(response.status, code);
  }

  private addressOf({ path, query }: Operation): string {
    const values: Readonly<Record<string, string>> = {
      dossierId: this.dossierId,
      idOrCode: this.dossierId,
      dossierCode: this.dossierCode,
      unitCode: 'H99.14',
      unit: 'H99.14',
      day: '2026-11-23',
      year: '2026',
      system: 'lltp1',
      seq: '1',
      code: '2.000488',
      form: '01',
    };
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? NOBODYS);
    const asked = query.map(([name, example]) => `${name}=${encodeURIComponent(values[name] ?? example)}`).join('&');
    return asked === '' ? filled : `${filled}?${asked}`;
  }

  private requestOf({ method, contentType, body }: Operation, caller: Caller): RequestInit {
    const token = this.tokens.get(caller);
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    if (method === 'GET') return { headers };
    headers['idempotency-key'] = `rights-${(this.asked += 1)}`;
    if (contentType === undefined || contentType.startsWith('multipart/')) return { method, headers };
    headers['content-type'] = contentType;
    return { method, headers, body: contentType === 'application/json' ? JSON.stringify(body ?? {}) : '%PDF-1.4' };
  }

  private async submit(): Promise<void> {
    const [story] = JSON.parse(readFileSync(stories, 'utf8')) as Story[];
    const { procedure, procedureCase, unit, returnMethod, applicant, submitter, declaration } = story!;
    const response = await fetch(`${this.product.url}/api/intake/v1/dossiers`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.tokens.get('citizen')}`,
        'content-type': 'application/json',
        'idempotency-key': 'rights',
      },
      body: JSON.stringify({
        procedureCode: procedure,
        procedureCase,
        receivingUnit: unit,
        returnMethod,
        applicant,
        submitter,
        declaration,
        components: [],
      }),
    });
    if (!response.ok) throw new Error(`the dossier was not taken: ${await response.text()}`);
    ({ dossierId: this.dossierId, dossierCode: this.dossierCode } = (await response.json()) as {
      dossierId: string;
      dossierCode: string;
    });
  }
}

/** Of something that does not exist; whoever has the right to look is told so, after the right. */
const NOBODYS = '00000000-0000-4000-8000-000000000000';

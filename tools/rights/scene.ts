import { Product } from '../../apps/web/e2e/product.ts';
import { submitSample } from '../../apps/web/e2e/sample-dossier.ts';
import { type Caller, callers, type Right, rightIn } from './callers.ts';
import type { Operation } from './operations.ts';

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
    ({ dossierId: scene.dossierId, dossierCode: scene.dossierCode } = await submitSample(
      scene.product,
      callers.citizen.personalId,
    ));
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
}

/** Of something that does not exist; whoever has the right to look is told so, after the right. */
const NOBODYS = '00000000-0000-4000-8000-000000000000';

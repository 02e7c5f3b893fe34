import type { DemoIssuer } from '@motcua/service-kit';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { communes } from './citizens.ts';

const OFFICERS = 50;

interface Page {
  readonly total: number;
  readonly items: readonly { readonly applicant: object | null }[];
}

/** Fifty officers of the twelve communes, who look at their work lists. */
export class Officers {
  /** Looks that were not answered with a page, by status; and pages on which a name could not be shown. */
  readonly faults = new Map<string, number>();
  private readonly pool: Pool;
  private readonly tokens: readonly string[];

  private constructor(url: string, tokens: readonly string[]) {
    this.pool = new Pool(url, { connections: OFFICERS });
    this.tokens = tokens;
  }

  static async of(url: string, issuer: DemoIssuer): Promise<Officers> {
    const tokens = Array.from({ length: OFFICERS }, (_, index) => {
      const units = [communes[index % communes.length]!];
      return issuer.token({ subject: `officer-${index}`, roles: ['deskOfficer'], units });
    });
    return new Officers(url, await Promise.all(tokens));
  }

  /** The first page, with the totals. */
  async look(officer: number): Promise<Page> {
    const { statusCode, body } = await this.pool.request({
      path: '/api/desk/v1/work-list',
      method: 'GET',
      headers: { authorization: `Bearer ${this.tokens[officer % OFFICERS]!}` },
    });
    const page = (await body.json()) as Page;
    if (statusCode !== 200) this.fault(`answers ${statusCode} to a look at the work list`);
    else if (page.items.some(({ applicant }) => applicant === null)) this.fault('pages without a name');
    return page;
  }

  /** What the page of the work list asks for at once: the list and the counts over it. */
  async openPage(officer: number): Promise<void> {
    await Promise.all([this.look(officer), this.count(officer)]);
  }

  /** All of them in turn, each once a second whether or not the page before has come. @returns milliseconds of each look */
  lookSteadily(seconds: number): Promise<number[]> {
    return steadily(OFFICERS, seconds, (officer) => this.look(officer));
  }

  /** The first `officers` of them, each opening the whole page once a second. @returns milliseconds of each page */
  openSteadily(officers: number, seconds: number): Promise<number[]> {
    return steadily(officers, seconds, (index) => this.openPage(index % officers));
  }

  /** Resolves when the lists of all communes together show so many dossiers. */
  async untilShown(dossiers: number): Promise<void> {
    for (;;) {
      const pages = await Promise.all(communes.map((_, index) => this.look(index)));
      if (pages.reduce((sum, { total }) => sum + total, 0) === dossiers) return;
      await pause(100);
    }
  }

  private async count(officer: number): Promise<void> {
    const { statusCode, body } = await this.pool.request({
      path: '/api/desk/v1/work-list/counts',
      method: 'GET',
      headers: { authorization: `Bearer ${this.tokens[officer % OFFICERS]!}` },
    });
    await body.dump();
    if (statusCode !== 200) this.fault(`answers ${statusCode} to a look at the counts`);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private fault(what: string): void {
    this.faults.set(what, (this.faults.get(what) ?? 0) + 1);
  }
}

/** One after the other, so that each of so many comes round once a second; none waits for another's answer. */
async function steadily(people: number, seconds: number, act: (index: number) => Promise<unknown>): Promise<number[]> {
  const start = performance.now();
  const acts: Promise<number>[] = [];
  for (let index = 0; index < people * seconds; index += 1) {
    const due = start + (index * 1_000) / people;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    acts.push(act(index).then(() => performance.now() - due));
  }
  return Promise.all(acts);
}

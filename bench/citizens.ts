import type { DemoIssuer } from '@motcua/service-kit';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

interface Story {
  readonly id: string;
  readonly procedure: string;
  readonly procedureCase: string;
  readonly returnMethod: string;
  readonly applicant: object;
  readonly declaration: object;
}

/** Confirmation of marital status: a procedure that asks for no scans, at any of the twelve communes of H99. */
const FILE = join(import.meta.dirname, '../samples/stories/1.004873.json');
const STORY = (JSON.parse(readFileSync(FILE, 'utf8')) as Story[]).find(({ id }) => id === 'hon-nhan-01')!;
/** Where they submit. */
export const communes: readonly string[] = Array.from({ length: 12 }, (_, commune) => `H99.${30 + commune}`);
const BODIES = communes.map(bodyFor);
const ACCOUNTS = 200;
const CONNECTIONS = 256;

function bodyFor(receivingUnit: string): string {
  const { procedure: procedureCode, procedureCase, returnMethod, applicant, declaration } = STORY;
  return JSON.stringify({
    procedureCode,
    procedureCase,
    receivingUnit,
    returnMethod,
    applicant,
    declaration,
    components: [],
  });
}

/** Two hundred accounts that submit over HTTP; every submission is a dossier of its own. */
export class Citizens {
  /** Codes they were told. */
  readonly codes: string[] = [];
  /** Stored, and the code was not known in time; or refused. By status. */
  readonly without = new Map<number, number>();
  private sent = 0;
  private readonly pool: Pool;
  private readonly tokens: readonly string[];

  private constructor(url: string, tokens: readonly string[]) {
    this.pool = new Pool(url, { connections: CONNECTIONS });
    this.tokens = tokens;
  }

  static async of(url: string, issuer: DemoIssuer): Promise<Citizens> {
    const accounts = Array.from({ length: ACCOUNTS }, (_, index) => `citizen-${index}`);
    const tokens = accounts.map((subject) => issuer.token({ subject, roles: ['citizen'] }));
    return new Citizens(url, await Promise.all(tokens));
  }

  /** Resolves when the dossier is stored and its code known. @returns its id; undefined when it was refused */
  async submit(): Promise<string | undefined> {
    const index = this.sent++;
    const { statusCode, body } = await this.pool.request({
      path: '/api/intake/v1/dossiers',
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.tokens[index % ACCOUNTS]!}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: BODIES[index % BODIES.length]!,
    });
    const { dossierId, dossierCode } = (await body.json()) as { dossierId?: string; dossierCode?: string | null };
    if (typeof dossierCode === 'string') this.codes.push(dossierCode);
    else this.without.set(statusCode, (this.without.get(statusCode) ?? 0) + 1);
    return dossierId;
  }

  /**
   * So many submissions a second whether or not those before are answered. Each is timed from the moment it was due, so that a
   * server that stands still cannot make the next ones wait unseen.
   *
   * @param stored told of each that was stored, with the moment it was due (`performance.now()`)
   * @returns milliseconds of each
   */
  async steadily(
    perSecond: number,
    seconds: number,
    stored: (dossierId: string, due: number) => void = () => undefined,
  ): Promise<number[]> {
    const start = performance.now();
    const answers: Promise<number>[] = [];
    for (let index = 0; index < perSecond * seconds; index += 1) {
      const due = start + (index * 1_000) / perSecond;
      const early = due - performance.now();
      if (early > 0) await pause(early);
      const answered = this.submit().then((dossierId) => {
        if (dossierId !== undefined) stored(dossierId, due);
        return performance.now() - due;
      });
      answers.push(answered);
    }
    return Promise.all(answers);
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

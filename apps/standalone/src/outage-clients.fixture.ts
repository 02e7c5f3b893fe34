import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { ApiUser } from './demo/api-user.js';
import { readStories } from './demo/story.js';
import type { Wish } from './demo-tokens.js';
import { productFolder } from './installation-env.js';

/** A procedure that asks for no scans. */
const sample = { file: 'hon-nhan-01', unit: 'H99.30' };
const patienceMs = 240_000;
const restMs = 500;

/** How one try of a submission was answered. */
export interface Answer {
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly retryAfter: string | null;
  readonly retryable: boolean | undefined;
  /** Set when it was acknowledged. */
  readonly dossierId: string | undefined;
  readonly dossierCode: string | null;
}

/** The one answer while the store is away: not done, and when to come back. */
export const refusal: Answer = {
  status: 503,
  mediaType: 'application/problem+json',
  retryAfter: '5',
  retryable: true,
  dossierId: undefined,
  dossierCode: null,
};

/** Acknowledged, with its code. */
export interface Receipt {
  readonly dossierId: string;
  readonly dossierCode: string;
}

export interface Product {
  readonly url: string;
  readonly managementUrl: string;
}

/** Citizens who send the same request under the same key again and again, and the officers who take their dossiers on. */
export class OutageClients {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    private readonly at: Product,
    private readonly body: string,
  ) {}

  static async of(at: Product): Promise<OutageClients> {
    const stories = await readStories(join(productFolder, 'samples', 'stories'));
    const { procedure, procedureCase, returnMethod, applicant, declaration } = stories.find(
      ({ id }) => id === sample.file,
    )!;
    const told = { procedureCode: procedure, procedureCase, returnMethod, applicant, declaration, components: [] };
    return new OutageClients(at, JSON.stringify({ ...told, receivingUnit: sample.unit }));
  }

  /** One try, whatever comes of it. */
  async submit(key: string): Promise<Answer> {
    const token = await this.token({ role: 'citizen', account: key });
    const response = await fetch(`${this.at.url}/api/intake/v1/dossiers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, authorization: `Bearer ${token}` },
      body: this.body,
    });
    const { retryable, dossierId, dossierCode = null } = (await response.json()) as Partial<Answer>;
    const mediaType = response.headers.get('content-type')?.split(';')[0];
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, mediaType, retryAfter, retryable, dossierId, dossierCode };
  }

  /** Tries until it is acknowledged with its code. @throws with the last answer after four minutes */
  async insist(key: string): Promise<Receipt> {
    const until = performance.now() + patienceMs;
    for (;;) {
      const answer = await this.submit(key);
      const { dossierId, dossierCode } = answer;
      if (dossierId !== undefined && dossierCode !== null) return { dossierId, dossierCode };
      if (performance.now() > until) throw new Error(`${key} is still answered with ${JSON.stringify(answer)}`);
      await pause(restMs);
    }
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.at.managementUrl}/health/ready`)).status === 200;
  }

  /** @throws after four minutes */
  async ready(): Promise<void> {
    const until = performance.now() + patienceMs;
    while (!(await this.isReady())) {
      if (performance.now() > until) throw new Error('it does not get ready');
      await pause(restMs);
    }
  }

  /** The desk takes the dossier on and hands it to whoever resolves it, so that it goes to the ministry. */
  async accept(dossierId: string): Promise<void> {
    const desk = await this.user({ role: 'deskOfficer', unit: sample.unit });
    const path = `/api/desk/v1/dossiers/${dossierId}`;
    await desk.post(`${path}/acceptance`, `accept-${dossierId}`, { checksDone: true });
    const handler = `demo-resolving-officer-${sample.unit}`;
    await desk.post(`${path}/steps`, `forward-${dossierId}`, { toUnit: sample.unit, handler });
  }

  /** What has happened to the dossier, by name. */
  async timeline(dossierId: string): Promise<string[]> {
    const leader = await this.user({ role: 'unitLeader', unit: sample.unit });
    const path = `/api/desk/v1/dossiers/${dossierId}/timeline`;
    const { items } = await leader.get<{ items: readonly { readonly type: string }[] }>(path);
    return items.map(({ type }) => type);
  }

  private async user(wish: Wish): Promise<ApiUser> {
    return new ApiUser(this.at.url, await this.token(wish));
  }

  private token(wish: Wish): Promise<string> {
    const body = JSON.stringify(wish);
    const known = this.tokens.get(body) ?? this.fetchToken(body);
    this.tokens.set(body, known);
    return known;
  }

  private async fetchToken(body: string): Promise<string> {
    const headers = { accept: 'text/plain' };
    const answer = await fetch(`${this.at.managementUrl}/api/standalone/v1/tokens`, { method: 'POST', headers, body });
    return answer.text();
  }
}

/** What the store holds of all dossiers, read behind the product's back. */
export interface Books {
  /** Every dossier that was submitted. */
  readonly dossiers: readonly string[];
  /** Every code that a dossier was given, in the order of its series. */
  readonly codes: readonly { readonly dossierId: string; readonly dossierCode: string; readonly ordinal: number }[];
}

export async function booksOf(ownerUrl: string): Promise<Books> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const submitted = await client.query<{ id: string }>(
      `SELECT substr(stream_id, 9) AS id FROM store.events WHERE type = 'DossierSubmitted'`,
    );
    const assigned = await client.query<Books['codes'][number]>(
      `SELECT substr(stream_id, 9) AS "dossierId", data->>'dossierCode' AS "dossierCode", (data->>'ordinal')::int AS ordinal
       FROM store.events WHERE type = 'DossierCodeAssigned' ORDER BY data->>'unitCode', data->>'day', ordinal`,
    );
    return { dossiers: submitted.rows.map(({ id }) => id), codes: assigned.rows };
  } finally {
    await client.end();
  }
}

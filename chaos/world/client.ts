import { setTimeout as pause } from 'node:timers/promises';
import type { DemoIssuer } from '@motcua/service-kit';
import type { ClientAnswer, Journal } from '../journal.ts';
import { declarationFor, type Procedure } from './declaration.ts';

export interface Submission {
  readonly key: string;
  readonly subject: string;
  readonly unit: string;
  readonly procedure: Procedure;
}

const ANSWER_MS = 15_000;
const REST_MS = 150;

/** Citizens who do not give up: the same request under the same key until it is acknowledged with its code, or time is over. */
export class Clients {
  private readonly address: () => string;
  private readonly journal: Journal;
  private readonly issuer: DemoIssuer;
  private readonly patienceMs: number;
  private made = 0;
  private stopped = false;

  /** @param address of an intake that serves; asked anew before every try */
  constructor(address: () => string, journal: Journal, issuer: DemoIssuer, patienceMs = 90_000) {
    this.patienceMs = patienceMs;
    this.address = address;
    this.journal = journal;
    this.issuer = issuer;
  }

  /** They give up, whatever they wait for. */
  stop(): void {
    this.stopped = true;
  }

  next(unit: string, procedure: Procedure = 'civil'): Submission {
    this.made += 1;
    return { key: `request-${this.made}`, subject: `citizen-${this.made}`, unit, procedure };
  }

  /** @param crowd how many at once; each begins the next request when the one before is through, until `over` aborts */
  async crowd(crowd: number, unit: () => string, over: AbortSignal): Promise<void> {
    const one = async (): Promise<void> => {
      while (!over.aborted && !this.stopped) await this.insist(this.next(unit()));
    };
    await Promise.all(Array.from({ length: crowd }, one));
  }

  /** A fixed number of requests, some at once. */
  async all(count: number, atOnce: number, unit: () => string): Promise<void> {
    let left = count;
    const one = async (): Promise<void> => {
      while (left > 0 && !this.stopped) {
        left -= 1;
        await this.insist(this.next(unit()));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
  }

  /** @returns the answer that acknowledged it with its code, or undefined when their patience was not enough */
  async insist(submission: Submission): Promise<ClientAnswer | undefined> {
    const { key, subject, unit } = submission;
    this.journal.write({ kind: 'request', key, subject, unit });
    const end = Date.now() + this.patienceMs;
    while (Date.now() < end && !this.stopped) {
      const answer = await this.attempt(submission);
      if (answer?.dossierCode != null) return answer;
      await pause(REST_MS);
    }
    return undefined;
  }

  /** One try; its outcome stands in the journal. */
  async attempt({ key, subject, unit, procedure }: Submission): Promise<ClientAnswer | undefined> {
    const token = await this.issuer.token({ subject, roles: ['citizen'] });
    try {
      const response = await fetch(`${this.address()}/api/intake/v1/dossiers`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(declarationFor(unit, procedure)),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const body = (await response.json()) as { dossierId?: string; dossierCode?: string | null; type?: string };
      const answer: ClientAnswer = response.ok
        ? { dossierId: body.dossierId!, dossierCode: body.dossierCode ?? null }
        : { problem: body.type ?? 'none' };
      this.journal.write({ kind: 'answer', key, status: response.status, answer });
      return response.ok ? answer : undefined;
    } catch (error) {
      this.journal.write({ kind: 'lost', key, reason: reasonOf(error) });
      return undefined;
    }
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.name : 'unknown');
}

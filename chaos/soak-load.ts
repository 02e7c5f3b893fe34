import { setTimeout as pause } from 'node:timers/promises';
import type { DemoIssuer } from '@motcua/service-kit';
import type { Journal } from './journal.ts';
import { Clients } from './world/client.ts';

const EVERY_MS = 100;
const UNITS = ['H99.30', 'H99.31', 'H99.32', 'H99.33'];
/** One dossier in ten is accepted at the desk, so that a ministry gets it. */
const ACCEPTED = 10;
const PATIENCE_MS = 300_000;
const REST_MS = 500;
const ANSWER_MS = 15_000;

/** Ten submissions a second, whatever becomes of those before; an officer accepts some of the dossiers. */
export class SoakLoad {
  /** Dossiers that an officer was told are accepted. */
  accepted = 0;
  private readonly clients: Clients;
  private readonly address: string;
  private readonly issuer: DemoIssuer;

  constructor(address: string, journal: Journal, issuer: DemoIssuer) {
    this.address = address;
    this.issuer = issuer;
    this.clients = new Clients(() => address, journal, issuer, PATIENCE_MS);
  }

  /** Resolves when `over` has aborted and everybody who began is through. */
  async run(over: AbortSignal): Promise<void> {
    const begun = performance.now();
    const open: Promise<void>[] = [];
    for (let made = 0; !over.aborted; made += 1) {
      await pause(Math.max(0, begun + made * EVERY_MS - performance.now()));
      open.push(this.one(made));
    }
    await Promise.all(open);
  }

  private async one(made: number): Promise<void> {
    const unit = UNITS[made % UNITS.length]!;
    const answer = await this.clients.insist(this.clients.next(unit));
    if (answer !== undefined && made % ACCEPTED === 0) await this.accept(answer.dossierId!, unit);
  }

  /** The same request under the same key until it is answered. */
  private async accept(dossierId: string, unit: string): Promise<void> {
    const token = await this.issuer.token({ subject: `officer-${unit}`, roles: ['deskOfficer'], units: [unit] });
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(REST_MS)) {
      const response = await fetch(`${this.address}/api/desk/v1/dossiers/${dossierId}/acceptance`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `accept-${dossierId}`,
        },
        body: JSON.stringify({ checksDone: true }),
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch(() => undefined);
      await response?.body?.cancel();
      if (response?.ok !== true) continue;
      this.accepted += 1;
      return;
    }
  }
}

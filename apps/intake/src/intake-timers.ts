import { AppTimers, Health, KitParts, Log, Metrics, type TimerExecutor } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';

type Kind = 'upload-expired' | 'reservation-expired' | 'draft-expired';

const HOUR_MS = 3_600_000;

/** What intake wants to be reminded of. */
@Injectable()
export class IntakeTimers extends AppTimers<Kind> {
  constructor(parts: KitParts, log: Log, metrics: Metrics, health: Health) {
    super('intake', parts, log, metrics, health);
  }

  /** @returns the moment now, and when the reminder will come */
  async remind(
    kind: Kind,
    key: string,
    hours: number,
    executor?: TimerExecutor,
  ): Promise<{ now: string; dueAt: string }> {
    const when = this.in(hours);
    await this.set({ kind, key, dueAt: when.dueAt, payload: {} }, executor);
    return when;
  }

  /** The moment now, and so many hours of business time later. */
  in(hours: number): { now: string; dueAt: string } {
    const now = this.clock.now();
    return { now, dueAt: new Date(Date.parse(now) + hours * HOUR_MS).toISOString() };
  }
}

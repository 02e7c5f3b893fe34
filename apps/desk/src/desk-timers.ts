import { AppTimers, Health, KitParts, Log, Metrics } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';

export type TimerKind = 'file-expired' | 'deadline-warn' | 'deadline-miss' | 'supplement-lapse';

/** What the desk wants to be reminded of. */
@Injectable()
export class DeskTimers extends AppTimers<TimerKind> {
  constructor(parts: KitParts, log: Log, metrics: Metrics, health: Health) {
    super('desk', parts, log, metrics, health);
  }
}

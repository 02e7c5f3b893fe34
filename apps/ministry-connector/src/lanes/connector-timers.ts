import { AppTimers, Health, KitParts, Log, Metrics } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';

export type TimerKind = 'delivery' | 'status-poll' | 'change-list';

/** What the connector wants to be reminded of. */
@Injectable()
export class ConnectorTimers extends AppTimers<TimerKind> {
  protected override readonly longestPauseMs = 15 * 60_000;

  constructor(parts: KitParts, log: Log, metrics: Metrics, health: Health) {
    super('ministry-connector', parts, log, metrics, health);
  }
}

import { Clock, Health, Log, Metrics } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';

/** Those who are told how the read models are. */
@Injectable()
export class ViewWatch {
  constructor(
    readonly health: Health,
    readonly metrics: Metrics,
    readonly log: Log,
    readonly clock: Clock,
  ) {}
}

import { Clock, Health, Log, Metrics } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { DeskConfig } from '../desk.config.js';

/** Those who are told how the read models are, and how long a reader may wait for them. */
@Injectable()
export class ViewWatch {
  constructor(
    readonly health: Health,
    readonly metrics: Metrics,
    readonly log: Log,
    readonly clock: Clock,
    readonly config: DeskConfig,
  ) {}
}

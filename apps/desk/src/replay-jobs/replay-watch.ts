import { Clock, Database, Log } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { DeskConfig } from '../desk.config.js';

/** What the jobs stand on besides the store: when, where, and who hears of trouble. */
@Injectable()
export class ReplayWatch {
  constructor(
    readonly clock: Clock,
    readonly database: Database,
    readonly log: Log,
    readonly config: DeskConfig,
  ) {}
}

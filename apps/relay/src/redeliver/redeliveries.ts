import { EventStore } from '@motcua/event-store';
import { EventPublisher } from '@motcua/messaging';
import { Clock, CommandHandler, Database, Log, ReplayRunner } from '@motcua/service-kit';
import { type FactoryProvider, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RelayConfig } from '../relay.config.js';
import { RedeliverWork } from './redeliver-work.js';

type Ports = [EventStore, EventPublisher, CommandHandler, Database, Clock, Log];

/** Runs the redeliveries that administrators approved; the desk plans them. */
@Injectable()
export class Redeliveries implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly runner: ReplayRunner) {}

  onApplicationBootstrap(): void {
    this.runner.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner.stop();
  }
}

export const redeliveries: FactoryProvider<Redeliveries> = {
  provide: Redeliveries,
  inject: [RelayConfig, EventStore, EventPublisher, CommandHandler, Database, Clock, Log],
  useFactory: ({ unit }: RelayConfig, ...[store, publisher, commands, database, clock, log]: Ports) => {
    const onTrouble = (error: unknown): void => log.warn('relay.replay-trouble', { error });
    const redeliver = new RedeliverWork({ store, publisher, source: `/motcua/${unit}/dossiers`, onTrouble });
    return new Redeliveries(new ReplayRunner({ store, commands, database, clock, works: { redeliver }, onTrouble }));
  },
};

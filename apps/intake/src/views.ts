import { EventStore } from '@motcua/event-store';
import { Database, Health, Log, ViewRunner } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Dossiers } from './dossiers/dossiers.js';
import { trackingView } from './track-dossier/tracking.view.js';

/** A view that stands still this long although there is something to do makes the app not ready. */
const FROZEN_MS = 60_000;

/** Keeps intake's read models, and tells when one is not there yet or stands still. */
@Injectable()
export class IntakeViews implements OnApplicationBootstrap, OnModuleDestroy {
  readonly runner: ViewRunner;

  constructor(database: Database, store: EventStore, log: Log, health: Health, dossiers: Dossiers) {
    const views = [trackingView(dossiers.decider)];
    const onTrouble = (view: string, error: unknown): void => log.warn('intake.view-in-trouble', { view, error });
    this.runner = new ViewRunner(database, store, { schema: 'intake', views, onTrouble });
    health.add('intake-views', async () => {
      const states = await this.runner.states();
      const lost = states.find((state) => state.lost !== undefined);
      if (lost !== undefined) return { ok: false, detail: `${lost.lost}: ${lost.view}` };
      return { ok: states.every(({ version, frozenForMs }) => version !== undefined && frozenForMs <= FROZEN_MS) };
    });
  }

  onApplicationBootstrap(): void {
    this.runner.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner.stop();
  }
}

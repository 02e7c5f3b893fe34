import { setTimeout as pause } from 'node:timers/promises';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { Database } from '../database/database.js';
import { tallyView } from './tally-view.fixture.js';
import { ViewRunner } from './view-runner.js';

// The process that crash specs kill: keeps the view, slowly enough to be killed between two batches.
const url = process.env['DATABASE_URL']!;
const database = new Database({ url, applicationName: 'spec-child' });
const view = tallyView();
const runner = new ViewRunner(database, new PostgresEventStore({ url }), {
  schema: 'probe',
  pollMs: 20,
  views: [
    {
      ...view,
      async apply(transaction, events, prepared) {
        await view.apply(transaction, events, prepared);
        await pause(100);
      },
    },
  ],
});
runner.start();

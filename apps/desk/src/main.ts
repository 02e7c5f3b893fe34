import { lifecycleEvents } from '@motcua/contracts';
import { bootstrap } from '@motcua/service-kit';
import { DeskConfig } from './desk.config.js';
import { deskMigrations } from './desk.migrations.js';
import { DeskModule } from './desk.module.js';

await bootstrap({
  name: 'desk',
  module: DeskModule,
  config: DeskConfig,
  migrations: deskMigrations,
  eventTypes: Object.keys(lifecycleEvents),
  api: { title: 'Motcua: one-stop desk', version: '1' },
});

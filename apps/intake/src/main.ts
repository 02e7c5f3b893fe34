import { bootstrap } from '@motcua/service-kit';
import { IntakeConfig } from './intake.config.js';
import { intakeMigrations } from './intake.migrations.js';
import { IntakeModule } from './intake.module.js';

await bootstrap({
  name: 'intake',
  module: IntakeModule,
  config: IntakeConfig,
  migrations: intakeMigrations,
  api: { title: 'Motcua: intake of dossiers', version: '1' },
});

export { IntakeConfig } from './intake.config.js';
export { intakeMigrations } from './intake.migrations.js';
export { IntakeModule } from './intake.module.js';

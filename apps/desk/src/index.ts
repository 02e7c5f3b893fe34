export { DeskConfig } from './desk.config.js';
export { deskMigrations } from './desk.migrations.js';
export { DeskModule } from './desk.module.js';

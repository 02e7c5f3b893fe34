export { PostgresEventStore } from './postgres-event-store.js';
export type { PostgresEventStoreOptions } from './options.js';
export { storeMigrations } from './store-migrations.js';
export type { Migration } from './store-migrations.js';
export { FencedOut, moveCheckpoint, readCheckpoint } from './checkpoints.js';
export type { SqlClient } from './checkpoints.js';
export { dailyRoot, verifyChain } from './verify-chain.js';
export type { ChainReport, DailyRoot } from './verify-chain.js';

export { EmbeddedFeed } from './embedded-feed.js';
export type { EmbeddedFeedOptions } from './embedded-feed.js';
export type { RetryPolicy } from './consumer-run.js';
export type { FeedLedger } from './feed-ledger.js';
export { PostgresFeedLedger } from './postgres-feed-ledger.js';
export { MemoryFeedLedger } from './memory-feed-ledger.js';
export { Fenced, Lease, assertHeld } from './lease.js';
export type { Grant, LeaseOptions } from './lease.js';
export { feedMigrations } from './migrations.js';

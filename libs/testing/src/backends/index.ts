export { startPostgres } from './postgres-server.js';
export type { PostgresServer, PostgresServerOptions } from './postgres-server.js';

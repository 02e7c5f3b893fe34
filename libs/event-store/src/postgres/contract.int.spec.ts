import { testDatabase } from '@motcua/testing';
import { eventStoreContract } from '../contract.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { storeMigrations } from './store-migrations.js';

eventStoreContract('PostgreSQL', async (upcast) => {
  const db = await testDatabase(storeMigrations);
  const open = () => new PostgresEventStore({ url: db.appUrl, upcast });
  const [store, other] = [open(), open()];
  const close = async () => {
    await Promise.all([store.close(), other.close()]);
    await db.drop();
  };
  return { store, other, close };
});

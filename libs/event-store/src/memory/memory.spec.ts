import { eventStoreContract } from '../contract.js';
import { MemoryEventStore } from './memory-event-store.js';

eventStoreContract('in memory', async (upcast) => {
  const store = new MemoryEventStore(upcast);
  return { store, other: store, close: () => store.close() };
});

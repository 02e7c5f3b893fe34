import { MemoryEventStore } from '@motcua/event-store/memory';
import { feedContract } from '../contract.js';
import { EmbeddedFeed } from './embedded-feed.js';
import { MemoryFeedLedger } from '../consuming/memory-feed-ledger.js';

feedContract('in memory', async () => {
  const store = new MemoryEventStore();
  const ledger = new MemoryFeedLedger();
  return {
    store,
    feed: () =>
      new EmbeddedFeed(store, ledger, { retry: { tries: 3, pauseMs: () => 2 }, redrivePollMs: 5, window: 100 }),
    close: () => store.close(),
  };
});

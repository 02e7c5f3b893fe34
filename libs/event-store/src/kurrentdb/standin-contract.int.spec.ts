import { startKurrentDbStandin } from '@motcua/testing';
import { eventStoreContract } from '../contract.js';
import { KurrentEventStore } from './kurrent-event-store.js';
import { KURRENT_TRAITS } from './traits.fixture.js';

eventStoreContract(
  'KurrentDB adapter on kurrentdb-standin',
  async (upcast) => {
    const standin = await startKurrentDbStandin();
    const open = () => new KurrentEventStore({ url: standin.url, upcast, watchMs: 200 });
    const [store, other] = [open(), open()];
    const close = async () => {
      await Promise.all([store.close(), other.close()]);
      await standin.stop();
    };
    return { store, other, close };
  },
  KURRENT_TRAITS,
);

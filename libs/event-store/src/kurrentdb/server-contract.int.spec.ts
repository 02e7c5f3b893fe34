import { describe, it } from '@jest/globals';
import { realKurrentDb } from '@motcua/testing';
import { eventStoreContract } from '../contract.js';
import { KurrentEventStore } from './kurrent-event-store.js';
import { KURRENT_TRAITS } from './traits.fixture.js';

const server = realKurrentDb();
const notRun = it.skip;

if (server === undefined)
  describe('the contract of the event store: a real KurrentDB server', () => {
    notRun('NOT RUN: set MOTCUA_KURRENTDB_URL, or MOTCUA_TEST_INFRA=docker', () => undefined);
  });
else
  eventStoreContract(
    `KurrentDB adapter on a real server (${server.from})`,
    async (upcast) => {
      const started = await server.start();
      const open = () => new KurrentEventStore({ url: started.url, upcast });
      const [store, other] = [open(), open()];
      const close = async () => {
        await Promise.all([store.close(), other.close()]);
        await started.stop();
      };
      return { store, other, close };
    },
    KURRENT_TRAITS,
  );

import { afterAll, beforeAll, describe } from '@jest/globals';
import { appending } from './contract/appending.js';
import type { ContractAdapter, Subject } from './contract/subject.js';
import { parallel } from './contract/parallel.js';
import { reading } from './contract/reading.js';
import { refusals } from './contract/refusals.js';
import { subscribing } from './contract/subscribing.js';
import { contractUpcasters } from './contract/upcasters.js';

export type { ContractAdapter, Subject } from './contract/subject.js';

/**
 * What every store behind the port does, line by line. Each adapter's spec calls it once; nothing of it is left out for any.
 *
 * @param name shown in the titles; a stand-in says that it is one
 */
export function eventStoreContract(name: string, open: ContractAdapter): void {
  describe(`the contract of the event store: ${name}`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open(contractUpcasters);
    });
    afterAll(() => subject.close());

    appending(() => subject);
    refusals(() => subject);
    reading(() => subject);
    subscribing(() => subject);
    parallel(() => subject);
  });
}

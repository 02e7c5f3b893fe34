import { afterAll, beforeAll, describe } from '@jest/globals';
import { appending } from './contract/appending.js';
import { ALL_TRAITS, type ContractAdapter, type Subject, type Traits } from './contract/subject.js';
import { parallel } from './contract/parallel.js';
import { reading } from './contract/reading.js';
import { refusals } from './contract/refusals.js';
import { subscribing } from './contract/subscribing.js';
import { contractUpcasters } from './contract/upcasters.js';

export type { ContractAdapter, Subject, Traits } from './contract/subject.js';

/**
 * What every store behind the port does, line by line. Each adapter's spec calls it once; only
 * what a trait does not promise is skipped, and listed as such.
 *
 * @param name shown in the titles; a stand-in says that it is one
 * @param traits default: all
 */
export function eventStoreContract(name: string, open: ContractAdapter, traits: Traits = ALL_TRAITS): void {
  describe(`the contract of the event store: ${name}`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open(contractUpcasters);
    });
    afterAll(() => subject.close());

    appending(() => subject, traits);
    refusals(() => subject);
    reading(() => subject, traits);
    subscribing(() => subject);
    parallel(() => subject, traits);
  });
}

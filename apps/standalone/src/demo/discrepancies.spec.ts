import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { productFolder } from '../installation-env.js';
import type { ExpectationFailure, SimulatorsControl, SimulatorsSummary } from '../simulators-control.js';
import type { Accounts } from './accounts.js';
import { discrepanciesOf } from './discrepancies.js';
import type { Outcome } from './outcome.js';
import { readStories, type Story } from './story.js';

const code = '000.00.14.H99-261007-0001';
const series = { unitCode: 'H99.14', day: '2026-10-07' };
const whole = { issued: 1, missingOrdinals: [], doubledDossiers: [], unassignedCodes: [] };

interface Answers {
  readonly audit: object;
  readonly parked: object;
  readonly deliveries: object;
  readonly failures: readonly ExpectationFailure[];
  readonly mounts: SimulatorsSummary['mounts'];
}

const quiet: Answers = {
  audit: whole,
  parked: { counts: [] },
  deliveries: { items: [] },
  failures: [],
  mounts: { lltp1: [{ key: code, committed: 1, status: '5' }] },
};

describe('the discrepancies of a demo', () => {
  let story: Story;
  let good: Outcome;

  beforeAll(async () => {
    story = (await readStories(join(productFolder, 'samples', 'stories'))).find(({ id }) => id === 'lltp-01')!;
    good = {
      story,
      failed: null,
      dossierCode: code,
      state: 'returned',
      status: '10',
      resultKind: 'positive',
      feeCollect: 'before',
      feeTotal: 200_000,
      codes: [{ dossierCode: code, ...series, ordinal: 1 }],
      dossiers: 1,
      ministryAcceptances: 1,
      legAcceptances: { 'social.card': 0 },
      portalStatus: '10',
    };
  });

  async function found(outcome: Partial<Outcome> = {}, change: Partial<Answers> = {}): Promise<string[]> {
    const answers = { ...quiet, ...change };
    const get = (path: string): Promise<object> => {
      if (path.startsWith('/api/dossier-code/v1/series/H99.14/2026-10-07')) return Promise.resolve(answers.audit);
      return Promise.resolve(path === '/api/desk/v1/parked' ? answers.parked : answers.deliveries);
    };
    const user = () => Promise.resolve({ get });
    const accounts = { auditor: user, administrator: user } as unknown as Accounts;
    const simulators = { failures: () => Promise.resolve(answers.failures) } as unknown as SimulatorsControl;
    const all = await discrepanciesOf([{ ...good, ...outcome }], accounts, simulators, { mounts: answers.mounts });
    return all.map(({ about, words }) => `${about}: ${words}`);
  }

  it('are none when all is as expected', async () => {
    expect(await found()).toEqual([]);
  });

  it.each<[Partial<Outcome>, string]>([
    [{ state: 'stopped' }, 'lltp-01: state: expected returned, found stopped'],
    [{ status: '9' }, 'lltp-01: status: expected 10, found 9'],
    [{ resultKind: 'negative' }, 'lltp-01: result: expected positive, found negative'],
    [{ feeCollect: 'after' }, 'lltp-01: fee: expected before, found after'],
    [{ feeTotal: 0 }, 'lltp-01: fee in đồng: expected 200000, found 0'],
    [{ dossiers: 2 }, 'lltp-01: dossiers of 1 submissions: expected 1, found 2'],
    [{ ministryAcceptances: 2 }, 'lltp-01: acceptances at the ministry: expected 1, found 2'],
    [{ legAcceptances: { residence: 2 } }, 'lltp-01: residence took it 2 times'],
    [{ portalStatus: null }, 'lltp-01: status at the national portal: expected 10, found null'],
    [{ failed: 'submission: 500' }, 'lltp-01: submission: 500'],
  ])('name a story that ended otherwise: %j', async (change, words) => {
    expect(await found(change)).toEqual([words]);
  });

  it.each<[Partial<Answers>, string]>([
    [{ audit: { ...whole, issued: 2 } }, 'H99.14/2026-10-07: the dossiers carry 1 of 2 codes issued'],
    [{ audit: { ...whole, missingOrdinals: [2] } }, 'H99.14/2026-10-07: missing ordinals 2'],
    [{ audit: { ...whole, doubledDossiers: ['d'] } }, 'H99.14/2026-10-07: dossier d has two codes'],
    [{ audit: { ...whole, unassignedCodes: ['c'] } }, 'H99.14/2026-10-07: c belongs to no dossier'],
    [{ parked: { counts: [{ consumer: 'dossier-code', facts: 3 }] } }, 'dossier-code: 3 facts are parked'],
    [
      { deliveries: { items: [{ system: 'lltp.g1', dossierId: 'd', op: 'submit', state: 'held', reason: 'file' }] } },
      'lltp.g1: submit of dossier d is held (file)',
    ],
    [
      { failures: [{ expect: 'progressMonotonic', mount: 'dvcqg', found: [code] }] },
      `dvcqg: progressMonotonic: ["${code}"]`,
    ],
    [
      { mounts: { ...quiet.mounts, dvcqg: [{ key: 'X-1', committed: 1, status: '1' }] } },
      'dvcqg: has X-1, which is not ours',
    ],
  ])('name what is wrong around the stories: %j', async (change, words) => {
    expect(await found({}, change)).toEqual([words]);
  });

  it('notice a code that the dossiers lack', async () => {
    expect(await found({ codes: [{ dossierCode: code, ...series, ordinal: 2 }] })).toEqual([
      'H99.14/2026-10-07: the dossiers carry 2 of 1 codes issued',
    ]);
  });
});

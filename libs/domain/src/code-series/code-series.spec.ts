import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleUnit } from '../procedures/sample-data.fixture.js';
import type { CodePolicy, Unit } from '../procedures/unit.js';
import { codeIssuedAt } from './code-policy.js';
import { type CodeAsked, CodeSeries, codesStream, planCodes, seriesKey } from './code-series.js';

const DAY = '2026-11-24';
const policy: CodePolicy = { spelling: 'qd20', firstOrdinal: 1, minWidth: 4, overflow: 'grow' };
const unitWith = (more: Partial<CodePolicy>): Unit => sampleUnit({ codePolicy: { ...policy, ...more } });
const unit = sampleUnit();
const ask = (dossierId: string): CodeAsked => ({ dossierId, issuedAt: '2026-11-24T03:00:00.000Z' });

/** A series of which `count` codes are issued, without making them all. */
function issued(count: number): CodeSeries {
  const data = { dossierId: 'last', dossierCode: `code ${count}`, sequence: count, ordinal: count, issuedAt: '' };
  return new CodeSeries('H99.14', DAY).apply([{ type: 'CodeIssued', data }]);
}

describe('The series of a unit and day', () => {
  it('starts anew at midnight in Viet Nam', () => {
    expect(seriesKey('H99.14', '2026-11-24T16:59:59Z')).toEqual({ unitCode: 'H99.14', day: '2026-11-24' });
    expect(seriesKey('H99.14', '2026-11-24T17:00:00Z')).toEqual({ unitCode: 'H99.14', day: '2026-11-25' });
    const plan = planCodes([ask('a')], new CodeSeries('H99.14', '2026-11-25'), unit);
    expect(plan.issue[0]!.data.dossierCode).toBe('H99.14-261125-0001');
  });

  it('has a stream named by unit and day', () => {
    expect(codesStream('H99.14', DAY)).toBe('codes-H99.14-20261124');
  });

  it('numbers on weekends and holidays like on any other day', () => {
    const plan = planCodes([ask('a')], new CodeSeries('H99.14', '2026-11-22'), unit);
    expect(plan.issue[0]!.data).toMatchObject({ dossierCode: 'H99.14-261122-0001', sequence: 1, ordinal: 1 });
  });

  it('goes on where it stopped', () => {
    const plan = planCodes([ask('a'), ask('b')], issued(7), unit);
    expect(plan.issue.map(({ data }) => data.ordinal)).toEqual([8, 9]);
  });

  it('answers a repeated request with the code it has, within a batch too', () => {
    const series = new CodeSeries('H99.14', DAY);
    const first = planCodes([ask('a'), ask('a')], series, unit);
    expect(first.issue).toHaveLength(1);
    expect(first.existing).toEqual([{ dossierId: 'a', dossierCode: 'H99.14-261124-0001' }]);
    const again = planCodes([ask('b'), ask('a')], series.apply(first.issue), unit);
    expect(again.issue.map(({ data }) => data.dossierCode)).toEqual(['H99.14-261124-0002']);
    expect(again.existing).toEqual(first.existing);
  });

  it('starts at the first ordinal of the policy, with the place in the series still counted from 1', () => {
    const plan = planCodes([ask('a')], new CodeSeries('H99.14', DAY), unitWith({ firstOrdinal: 5001 }));
    expect(plan.issue[0]!.data).toMatchObject({ dossierCode: 'H99.14-261124-5001', sequence: 1, ordinal: 5001 });
  });
});

describe('A full series', () => {
  const refusedAt = (count: number, more: Partial<CodePolicy>): unknown =>
    planCodes([ask('a')], issued(count), unitWith(more)).refused;

  it('grows from 9999 to 10000', () => {
    const plan = planCodes([ask('a'), ask('b')], issued(9998), unit);
    expect(plan.issue.map(({ data }) => data.dossierCode)).toEqual(['H99.14-261124-9999', 'H99.14-261124-10000']);
  });

  it('stops hard at 99999, because six digits belong to ministries', () => {
    const plan = planCodes([ask('a'), ask('b')], issued(99998), unit);
    expect(plan.issue.map(({ data }) => data.ordinal)).toEqual([99999]);
    expect(plan.refused).toEqual([{ dossierId: 'b', reason: 'exhausted', turnTo: [] }]);
  });

  it('is refused after 9999 where the policy says so', () => {
    expect(refusedAt(9998, { overflow: 'reject' })).toEqual([]);
    expect(refusedAt(9999, { overflow: 'reject' })).toEqual([{ dossierId: 'a', reason: 'exhausted', turnTo: [] }]);
  });

  it('turns to the secondary unit after 9999 where the policy says so', () => {
    expect(refusedAt(9999, { overflow: 'secondaryUnit', secondaryUnit: 'H99.14.01' })).toEqual([
      { dossierId: 'a', reason: 'overflow', turnTo: ['H99.14.01'] },
    ]);
  });

  it('stops at the last ordinal of its own range', () => {
    expect(refusedAt(5000, { lastOrdinal: 5000 })).toEqual([{ dossierId: 'a', reason: 'exhausted', turnTo: [] }]);
  });

  it('still answers a dossier that has a code', () => {
    expect(planCodes([ask('last')], issued(99999), unit).existing).toEqual([
      { dossierId: 'last', dossierCode: 'code 99999' },
    ]);
  });
});

describe('A unit that does not exist on the day', () => {
  it('issues no more codes once it has ended, and names its successors', () => {
    const ended = sampleUnit({ validTo: '2026-11-23', successors: ['H99.40'] });
    const plan = planCodes([ask('a')], new CodeSeries('H99.14', DAY), ended);
    expect(plan).toMatchObject({ issue: [], refused: [{ reason: 'unitEnded', turnTo: ['H99.40'] }] });
  });

  it('issues codes on its last day', () => {
    const ending = sampleUnit({ validTo: DAY });
    expect(planCodes([ask('a')], new CodeSeries('H99.14', DAY), ending).issue).toHaveLength(1);
  });

  it('issues none before it begins', () => {
    const coming = sampleUnit({ validFrom: '2026-11-25' });
    expect(planCodes([ask('a')], new CodeSeries('H99.14', DAY), coming).refused[0]!.reason).toBe('unitNotYet');
  });
});

describe('The code policy', () => {
  it('issues online with the submission, at the counter and by post with the acceptance', () => {
    expect(codeIssuedAt(policy, 'provincialPortal')).toBe('submission');
    expect(codeIssuedAt(policy, 'kiosk')).toBe('submission');
    expect([codeIssuedAt(policy, 'counter'), codeIssuedAt(policy, 'post')]).toEqual(['acceptance', 'acceptance']);
    expect(codeIssuedAt({ ...policy, codeIssuedAt: { vneid: 'acceptance' } }, 'vneid')).toBe('acceptance');
  });
});

describe('Every way of cutting requests into batches', () => {
  it('gives the codes 1 to n, one for each dossier', () => {
    const requests = fc.array(
      fc.integer({ min: 0, max: 60 }).map((number) => ask(`dossier ${number}`)),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(requests, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (all, sizes) => {
        const series = new CodeSeries('H99.14', DAY);
        const ordinals: number[] = [];
        for (let at = 0, batch = 0; at < all.length; batch += 1) {
          const size = sizes[batch % sizes.length]!;
          const { issue } = planCodes(all.slice(at, at + size), series, unit);
          series.apply(issue);
          ordinals.push(...issue.map(({ data }) => data.ordinal));
          at += size;
        }
        const dossiers = new Set(all.map(({ dossierId }) => dossierId));
        expect(ordinals).toEqual(Array.from({ length: dossiers.size }, (_, index) => index + 1));
      }),
    );
  });
});

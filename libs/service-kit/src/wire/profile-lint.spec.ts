import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProfile } from './load-profiles.js';

const file = join(import.meta.dirname, '../../../../profiles/lltp-ngsp@1/profile.json');
const sound = readFileSync(file, 'utf8');

type Loose = { [step: string]: Loose };

/** What is said of the sound profile after one change. */
function faultsAfter(change: (profile: Loose) => void): string[] {
  const profile = JSON.parse(sound) as Loose;
  change(profile);
  const checked = checkProfile('lltp-ngsp@1', 'p.json', JSON.stringify(profile));
  return Array.isArray(checked) ? checked.map(({ pointer, reason }) => `${pointer}: ${reason}`) : [];
}

function set(path: string, value: unknown): (profile: Loose) => void {
  const steps = path.split('/');
  const last = steps.pop()!;
  return (profile) => {
    const target: Record<string, unknown> = steps.reduce((at, step) => at[step]!, profile);
    if (value === undefined) delete target[last];
    else target[last] = value;
  };
}

const planted: readonly (readonly [what: string, path: string, value: unknown, fault: RegExp])[] = [
  ['a member nobody knows', 'surprise', 1, /must NOT have additional properties \("surprise"\)/],
  ['a missing status map', 'statusMap', undefined, /required property 'statusMap'/],
  ['a status that nobody thought of', 'statusMap/out/8', undefined, /statusMap\/out: status 8/],
  ['a status code out of range', 'statusMap/in/3', 11, /statusMap\/in\/3: must be <= 10/],
  ['an unknown transform', 'operations/submit/map/0/as', 'eval', /map\/0\/as: unknown transform "eval"/],
  ['a 12-hour pattern', 'operations/submit/map/2/as', 'date:dd/MM/yyyy hh:mm', /"dd\/MM\/yyyy hh:mm" is no 24-hour/],
  ['a target without a source', 'operations/submit/map/1/from', undefined, /"idReceivedDec" has no source/],
  ['a placeholder for a required value', 'operations/submit/map/1/otherwise', '-', /must hold the dossier/],
  ['a code list that is not there', 'operations/submit/map/5/map/1/as', 'code:nothing', /no code list/],
  ['a code list with a hole', 'codeLists/gender/values/2', undefined, /codeLists\/gender: "2" is not mapped/],
  ['a guess for all other codes', 'codeLists/nationality/values/*', 3106, /"\*" may only be/],
  [
    'a classifier without an end',
    'operations/find/classify',
    [{ when: { http: [200] }, is: 'accepted' }],
    /must end in/,
  ],
  ['a literal with a capital', 'operations/submit/classify/1/when/text', ['Đã tồn tại'], /can never match/],
  ['a literal in NFD', 'operations/submit/classify/1/when/text', ['đã tồn tại'.normalize('NFD')], /can never match/],
  [
    'a success that its negation matches too',
    'operations/submit/classify/1/when/text',
    ['tiếp nhận'],
    /"không tiếp nhận"/,
  ],
  ['a write that proves absence', 'operations/submit/classify/1/is', 'absent', /only a read proves absence/],
  ['a reconcile that is no read', 'reconcile/by', 'submit', /no read operation/],
  ['another version than the folder', 'version', 2, /is not lltp-ngsp@1/],
];

describe('the lint of wire profiles', () => {
  it('finds nothing in a sound profile', () => {
    expect(faultsAfter(() => undefined)).toEqual([]);
  });

  it.each(planted)('notices %s', (_what, path, value, fault) => {
    expect(faultsAfter(set(path, value))).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('says of a broken file that it is no JSON', () => {
    expect(checkProfile('x@1', 'p.json', '{')).toEqual([{ file: 'p.json', pointer: '', reason: 'is not JSON' }]);
  });
});

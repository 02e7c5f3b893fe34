import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@motcua/domain';
import { answerOf } from './classifier.js';
import { mapFields } from './field-map.js';
import { holdReason, memberNames } from './http-profile-client.js';
import { judge } from './judge.js';
import { checkProfile } from './load-profiles.js';
import type { WireProfile } from './wire-profile.js';

const folder = join(import.meta.dirname, '../../../../profiles');
const names = readdirSync(folder).sort();

function read<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

function profileOf(name: string): WireProfile {
  const file = join(folder, name, 'profile.json');
  const profile = checkProfile(name, file, readFileSync(file, 'utf8'));
  if (Array.isArray(profile)) throw new Error(JSON.stringify(profile));
  return profile;
}

function casesOf(name: string): string[] {
  const cases = join(folder, name, 'golden');
  return existsSync(cases) ? readdirSync(cases).sort() : [];
}

interface Canonical {
  readonly operation: string;
  readonly config?: JsonObject;
  readonly document: JsonObject;
}

interface Expected {
  readonly operation: string;
  readonly http: number;
  readonly outcome: JsonObject;
}

function mappedBy(profile: WireProfile, { operation, config, document }: Canonical): ReturnType<typeof mapFields> {
  const rules = profile.operations[operation]?.map ?? [];
  return mapFields([...(profile.envelope ?? []), ...rules], { ...document, config: config ?? {} }, profile);
}

describe.each(names)('the wire profile %s', (name) => {
  const profile = profileOf(name);
  const cases = casesOf(name);
  const at = (one: string, file: string): string => join(folder, name, 'golden', one, file);
  const withFile = (file: string): string[] => cases.filter((one) => existsSync(at(one, file)));

  it('has a golden case of a request and of an answer for every operation', () => {
    const sent = withFile('canonical.json').map((one) => read<Canonical>(at(one, 'canonical.json')).operation);
    const answered = withFile('outcome.json').map((one) => read<Expected>(at(one, 'outcome.json')).operation);
    const operations = Object.keys(profile.operations).sort();
    expect([...new Set(sent)].sort()).toEqual(operations);
    expect([...new Set(answered)].sort()).toEqual(operations);
  });

  const sent = withFile('wire.json');
  if (sent.length > 0) {
    it.each(sent)('writes the request of %s', (one) => {
      const mapped = mappedBy(profile, read(at(one, 'canonical.json')));
      if (mapped.kind === 'held') throw new Error(JSON.stringify(mapped.issues));
      const xml = existsSync(at(one, 'wire.xml')) ? { data: readFileSync(at(one, 'wire.xml'), 'utf8').trimEnd() } : {};
      expect(mapped.body).toEqual({ ...read<JsonObject>(at(one, 'wire.json')), ...xml });
    });
  }

  const held = withFile('held.json');
  if (held.length > 0) {
    it.each(held)('holds %s instead of sending it', (one) => {
      const mapped = mappedBy(profile, read(at(one, 'canonical.json')));
      expect(mapped.kind === 'held' ? mapped.issues.map(holdReason) : mapped.body).toEqual(read(at(one, 'held.json')));
    });
  }

  const answered = withFile('outcome.json');
  if (answered.length > 0) {
    it.each(answered)('understands the answer of %s', (one) => {
      const { operation, http, outcome } = read<Expected>(at(one, 'outcome.json'));
      const file = ['response.json', 'response.txt', 'response.html'].find((candidate) =>
        existsSync(at(one, candidate)),
      );
      const answer = answerOf(http, readFileSync(at(one, file ?? 'response.json')));
      const members = existsSync(at(one, 'wire.xml'))
        ? memberNames(readFileSync(at(one, 'wire.xml'), 'utf8'))
        : new Set('');
      const judged = judge(answer, { profile, operation: profile.operations[operation]!, exchange: 'x', members });
      expect(judged).toEqual({ ...outcome, exchange: 'x' });
    });
  }
});

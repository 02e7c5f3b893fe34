import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { JsonSchema } from '../schema/shape.js';
import { replayTopic, topics } from '../topics.js';
import { breaks } from './compatibility.js';
import { messageSchemas } from './message-schemas.js';

const folder = join(import.meta.dirname, '../../released/v1');
const released = Object.fromEntries(
  globSync('*.json', { cwd: folder }).map((file) => [
    basename(file, '.json'),
    JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonSchema,
  ]),
);

/** A copy of what was released, with one thing changed in the accepted dossier's schema. */
function changed(change: (accepted: Mutable) => void): Readonly<Record<string, JsonSchema>> {
  const copy = structuredClone(released) as Record<string, JsonSchema>;
  change(copy['dossier-accepted'] as Mutable);
  return copy;
}

interface Mutable {
  required: string[];
  properties: Record<string, { [keyword: string]: unknown }>;
}

function inner(schema: Mutable, field: string): Mutable {
  return schema.properties[field] as unknown as Mutable;
}

describe('what was released', () => {
  it('is not broken by what stands here', () => {
    expect(Object.keys(released).length).toBeGreaterThan(40);
    expect(breaks(released, messageSchemas())).toEqual([]);
  });

  it('keeps its topics', () => {
    expect(topics).toMatchObject({
      dossierLifecycle: 'motcua.dossier.lifecycle.v1',
      dossierSnapshot: 'motcua.dossier.snapshot.v1',
    });
    expect(replayTopic(topics.dossierLifecycle, 'x')).toBe('motcua.dossier.lifecycle.v1.replay.x');
  });
});

describe('the gate', () => {
  it('refuses a message that is gone', () => {
    const { 'dossier-accepted': _gone, ...rest } = released;
    expect(breaks(released, rest)).toEqual(['dossier-accepted: is gone']);
  });

  it.each<[string, (schema: Mutable) => void, string[]]>([
    ['a field that is gone', (to) => delete to.properties['by'], ['dossier-accepted/by: is gone']],
    [
      'a field that is gone, inside an object',
      (to) => delete inner(to, 'due').properties['rule'],
      ['dossier-accepted/due/rule: is gone'],
    ],
    ['another type', (to) => (to.properties['by']!['type'] = 'integer'), ['dossier-accepted/by: type changed']],
    [
      'null where there was none',
      (to) => (to.properties['by']!['type'] = ['string', 'null']),
      ['dossier-accepted/by: type changed'],
    ],
    [
      'a list of words where any was allowed',
      (to) => (to.properties['by']!['enum'] = ['a']),
      ['dossier-accepted/by: enum changed'],
    ],
    [
      'another format',
      (to) => delete to.properties['acceptedAt']!['format'],
      ['dossier-accepted/acceptedAt: format changed'],
    ],
    [
      'a narrower value',
      (to) => (inner(to, 'due').properties['amount']!['maximum'] = 5),
      ['dossier-accepted/due/amount: maximum changed'],
    ],
    [
      'other entries of a list',
      (to) => ((inner(to, 'due').properties['countedDays'] as { items: object }).items = { type: 'number' }),
      ['dossier-accepted/due/countedDays[]: type changed', 'dossier-accepted/due/countedDays[]: format changed'],
    ],
    [
      'a list that is none any more',
      (to) => delete inner(to, 'due').properties['countedDays']!['items'],
      ['dossier-accepted/due/countedDays: items changed'],
    ],
    [
      'a new field that old records lack',
      (to) => {
        to.properties['desk'] = { type: 'string' };
        to.required.push('desk');
      },
      ['dossier-accepted/desk: old records may lack it'],
    ],
    [
      'an optional field that is demanded now',
      (to) => inner(to, 'due').required.push('replacedVersion'),
      ['dossier-accepted/due/replacedVersion: old records may lack it'],
    ],
    [
      'a field that may be absent now',
      (to) => (to.required = to.required.filter((name) => name !== 'by')),
      ['dossier-accepted/by: may be absent now'],
    ],
    [
      'a keyword that nobody thought of',
      (to) => (to.properties['by']!['maxLength'] = 10),
      ['dossier-accepted/by: maxLength changed'],
    ],
  ])('refuses %s', (_what, change, found) => {
    expect(breaks(released, changed(change))).toEqual(found);
  });

  it('lets messages, optional fields, prose and another order pass', () => {
    const grown = changed((to) => {
      to.properties['desk'] = { type: 'string' };
      to.properties['by']!['description'] = 'who';
      to.required.reverse();
    });
    expect(breaks(released, { ...grown, 'dossier-archived': {} })).toEqual([]);
  });
});

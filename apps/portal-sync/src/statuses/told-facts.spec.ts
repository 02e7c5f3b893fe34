import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { DossierEventType } from '@motcua/domain';
import { dossierFacts } from '@motcua/testing';
import { handlerName } from './handler-name.js';
import { heardTypes, toldFacts } from './told-facts.js';

const page = readFileSync(new URL('../../../../docs/reference/portal-sync.md', import.meta.url), 'utf8');

/** Cells of the table rows that begin with a name in code font. */
const documented = new Map(
  [...page.matchAll(/^\| `(\w+)`\s*\|\s*(\S+)\s*\|\s*(.*?)\s*\|$/gm)].map(([, type, tells, text]) => [
    type!,
    { tells, text },
  ]),
);

describe('what the portal is told of a fact', () => {
  it.each(Object.entries(toldFacts))('of %s is what the reference page says', (type, told) => {
    expect(documented.get(type)).toEqual({ tells: told.tells, text: 'text' in told ? told.text : '' });
  });

  it('takes the business time from a member that the fact has', () => {
    for (const [type, told] of Object.entries(toldFacts)) {
      if ('at' in told) expect(dossierFacts[type as DossierEventType].data).toHaveProperty(told.at);
    }
  });

  it('leaves out the facts that the portal sync writes itself, so that it never answers to itself', () => {
    expect(heardTypes).not.toContain('OfficerTaskRaised');
    expect(heardTypes).not.toContain('OfficerTaskSettled');
  });
});

describe('who acted, as the portal shows it', () => {
  it.each([
    ['citizen', 'Người nộp hồ sơ'],
    ['deskOfficer', 'Cán bộ một cửa'],
    ['deskOfficer,unitLeader', 'Lãnh đạo đơn vị'],
    ['system', 'Hệ thống một cửa điện tử'],
  ])('%s is a function, never a name', (role, name) => {
    expect(handlerName(role)).toBe(name);
    expect(name.length).toBeLessThanOrEqual(50);
  });
});

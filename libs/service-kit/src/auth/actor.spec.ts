import { describe, expect, it } from '@jest/globals';

import { Actor } from './actor.js';

describe('an actor', () => {
  it.each([
    ['deskOfficer', 'H99.14', 'H99.14', true],
    ['deskOfficer', 'H99', 'H99.14', false],
    ['resolvingOfficer', 'H99.14', 'H99.15', false],
    ['unitLeader', 'H99.14', 'H99.14.02', true],
    ['unitLeader', 'H99.1', 'H99.14', false],
    ['administrator', 'H99', 'H99.31', true],
    ['auditor', 'H99', 'H99', false],
    ['integrator', 'H99', 'H99', false],
    ['citizen', 'H99', 'H99', false],
  ] as const)('as %s of %s may act for %s: %s', (role, own, unit, may) => {
    expect(new Actor('a', [role], [own]).mayActFor(unit)).toBe(may);
  });

  it('acts for every unit when it is one of our services', () => {
    expect(Actor.system('ministry-connector').mayActFor('H99.31')).toBe(true);
  });

  it('does not carry the personal number into JSON', () => {
    const actor = new Actor('a', ['citizen'], [], undefined, '001099012345');
    expect(JSON.stringify({ actor })).not.toContain('001099012345');
  });
});

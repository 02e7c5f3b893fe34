import { expect, it } from '@jest/globals';
import { aMeta, anEvent } from './contract/events.js';
import { registerUpcasters } from './upcasters.js';

const stored = { ...anEvent({ type: 'toString' }), meta: aMeta, stream: 'dossier-1', version: 1, position: '1' };

it('leaves events alone that have no step, whatever their type is called', () => {
  const upcast = registerUpcasters({ Other: { 1: () => ({}) } });
  expect(upcast(stored)).toBe(stored);
});

it('applies every step from the stored version on, and only those', () => {
  const upcast = registerUpcasters({ toString: { 1: () => ({ step: 1 }), 2: ({ step }) => ({ steps: [step, 2] }) } });
  expect(upcast(stored)).toMatchObject({ schemaVersion: 3, data: { steps: [1, 2] } });
  expect(upcast({ ...stored, schemaVersion: 2, data: { step: 'x' } })).toMatchObject({ data: { steps: ['x', 2] } });
  expect(stored.schemaVersion).toBe(1);
});

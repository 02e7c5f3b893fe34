import { expect, it } from '@jest/globals';
import { aMeta, anEvent } from './contract/events.js';
import type { JsonObject } from './event-store.js';
import { registerUpcasters } from './upcasters.js';

const stored = { ...anEvent({ type: 'toString' }), meta: aMeta, stream: 'dossier-1', version: 1, position: '1' };

it('leaves events alone that have no step, whatever their type is called', () => {
  const upcast = registerUpcasters({ Other: { 1: () => ({}) } });
  expect(upcast(stored)).toBe(stored);
});

it('applies every step from the stored version on, and only those', () => {
  const second = ({ step = null }: JsonObject): JsonObject => ({ steps: [step, 2] });
  const upcast = registerUpcasters({ toString: { 1: () => ({ step: 1 }), 2: second } });
  expect(upcast(stored)).toMatchObject({ schemaVersion: 3, data: { steps: [1, 2] } });
  expect(upcast({ ...stored, schemaVersion: 2, data: { step: 'x' } })).toMatchObject({ data: { steps: ['x', 2] } });
  expect(stored.schemaVersion).toBe(1);
});

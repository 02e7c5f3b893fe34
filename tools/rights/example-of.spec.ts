import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from '@jest/globals';
import { exampleOf, type Schema } from './example-of.ts';
import { operations } from './operations.ts';

const nested: Schema = {
  type: 'object',
  required: ['at', 'kind', 'items', 'person'],
  properties: {
    at: { type: 'string', format: 'date-time' },
    kind: { type: 'string', enum: ['a', 'b'] },
    items: { type: 'array', minItems: 2, items: { type: 'integer', minimum: 3 } },
    person: { $ref: '#/components/schemas/Person' },
    note: { type: 'string' },
  },
};
const Person: Schema = { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 9 } } };

describe('an example', () => {
  it('is let through by its schema and holds nothing that is not demanded', () => {
    const example = exampleOf(nested, { Person });
    const ajv = new Ajv2020({ formats: { 'date-time': true }, keywords: ['components'] });
    ajv.addSchema({ $id: 'x', ...nested, components: { schemas: { Person } } });
    expect(ajv.validate('x', example)).toBe(true);
    expect(Object.keys(example as object)).toEqual(nested.required);
  });

  it('is found for every operation of every app', () => {
    expect(operations().length).toBeGreaterThan(70);
  });

  it('is refused for a pattern that nobody thought of', () => {
    expect(() => exampleOf({ type: 'string', pattern: '^#{7}$' }, {})).toThrow('no example for ^#{7}$');
  });
});

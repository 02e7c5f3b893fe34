import { describe, expect, it } from '@jest/globals';
import { complaintsAbout } from './openapi-check.fixture.js';

const sound = {
  openapi: '3.1.0',
  info: { title: 'Sound', version: '1' },
  paths: {
    '/things/{id}': {
      get: {
        operationId: 'thing',
        parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }],
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
      },
    },
  },
  components: { schemas: { Thing: { type: 'object' } } },
};

describe('the check of OpenAPI documents', () => {
  it('has nothing to say of a sound one', () => {
    expect(complaintsAbout(sound)).toEqual([]);
  });

  it('notices planted faults', () => {
    const { get } = sound.paths['/things/{id}'];
    const faulty = {
      ...sound,
      openapi: '3.0.3',
      paths: {
        '/things/{id}': { get },
        '/other/{key}': { get: { ...get, responses: { 400: {} } } },
      },
      components: { schemas: { Other: { type: 'strange' } } },
    };
    expect(complaintsAbout(faulty)).toEqual([
      'openapi is 3.0.3',
      'operationId thing is not unique',
      'get /other/{key}: path parameter key is not declared',
      'get /other/{key}: parameter id is not in the path',
      'get /other/{key}: no answer of success',
      '#/components/schemas/Thing leads nowhere',
      expect.stringContaining('schema Other: '),
    ]);
  });
});

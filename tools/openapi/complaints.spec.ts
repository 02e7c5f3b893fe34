import { describe, expect, it } from '@jest/globals';
import { complaintsAbout } from './complaints.ts';

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

  it('notices bodies and answers without a shape, and has nothing against 204', () => {
    const { get } = sound.paths['/things/{id}'];
    const json = (schema?: object) => ({ content: { 'application/json': { ...(schema && { schema }) } } });
    const post = {
      ...get,
      operationId: 'change',
      requestBody: json({ type: 'object', additionalProperties: true }),
      responses: { 200: {}, 201: json(), 202: json({ type: 'object' }), 204: {} },
    };
    expect(complaintsAbout({ ...sound, paths: { '/things/{id}': { get, post } } })).toEqual([
      'post /things/{id}: the request body has no schema',
      'post /things/{id}: answer 200 has no schema',
      'post /things/{id}: answer 201 has no schema',
      'post /things/{id}: answer 202 has no schema',
    ]);
  });

  it('notices a 202 that says nothing, where it is the only answer of success too', () => {
    const { get } = sound.paths['/things/{id}'];
    const post = { ...get, operationId: 'do', responses: { 202: {}, 400: {} } };
    expect(complaintsAbout({ ...sound, paths: { '/things/{id}': { get, post } } })).toEqual([
      'post /things/{id}: answer 202 has no schema',
    ]);
  });

  it('accepts files, references, and objects whose form the description names', () => {
    const { get } = sound.paths['/things/{id}'];
    const shapes = [
      { type: 'string', format: 'binary' },
      { type: 'object', description: 'the declaration of the procedure, see declarationSchema' },
    ];
    const paths = shapes.map((schema) => ({
      '/things/{id}': { get: { ...get, responses: { 200: { content: { any: { schema } } } } } },
    }));
    expect(paths.flatMap((one) => complaintsAbout({ ...sound, paths: one }))).toEqual([]);
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

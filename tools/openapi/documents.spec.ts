import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { apis } from '@motcua/standalone/parts';
import { complaintsAbout } from './complaints.ts';
import { openApiDocument } from './document.ts';

const folder = join(import.meta.dirname, '../../docs/reference/openapi');

describe('the OpenAPI documents', () => {
  it.each(apis)('give an integrator everything to generate a client for $name', async (api) => {
    expect(complaintsAbout((await openApiDocument(api)) as never)).toEqual([]);
  });

  it.each(apis)('stand in docs/reference/openapi as $name serves them; `npm run openapi` writes them', async (api) => {
    expect(await openApiDocument(api)).toEqual(JSON.parse(readFileSync(join(folder, `${api.name}.json`), 'utf8')));
  });
});

// `npm run openapi`: writes what the apps serve at `/api/<app>/openapi.json` into docs/reference/openapi, and from it the types of
// the pages' client. For after a change of an endpoint; a spec compares.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apis } from '@motcua/standalone/parts';
import { openApiDocument } from './document.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/reference/openapi');
const generator = join(root, 'apps/web/node_modules/openapi-typescript/bin/cli.js');

mkdirSync(folder, { recursive: true });
for (const api of apis) {
  const file = join(folder, `${api.name}.json`);
  writeFileSync(file, `${JSON.stringify(await openApiDocument(api), undefined, 2)}\n`);
  const types = join(root, 'apps/web/src/api', `${api.name}.d.ts`);
  const { status } = spawnSync(process.execPath, [generator, file, '--output', types], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

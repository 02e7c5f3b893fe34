// Writes what integrators get from the shapes of this build: the JSON Schemas, the AsyncAPI document and the reference page.
// With --release it also keeps the schemas as released: from then on nothing may break them (src/publish/compatibility.ts).
//
//   npx tsc -b libs/contracts && node libs/contracts/generate.mjs [--release]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { format, resolveConfig } from 'prettier';
import { asyncApiDocument } from './dist/publish/asyncapi-document.js';
import { eventsPage } from './dist/publish/events-page.js';
import { messageSchemas } from './dist/publish/message-schemas.js';

const here = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const folders = ['schemas/v1', ...(argv.includes('--release') ? ['released/v1'] : [])];
for (const folder of folders.map((name) => join(here, name))) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of Object.entries(messageSchemas()))
    await write(join(folder, `${name}.json`), JSON.stringify(schema));
}
await write(join(here, 'asyncapi.json'), JSON.stringify(asyncApiDocument(version)));
await write(join(here, '../../docs/reference/events.md'), eventsPage());

async function write(path, text) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { describe, expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { lifecycleEvents } from '../lifecycle/lifecycle-events.js';
import { asyncApiDocument } from './asyncapi-document.js';
import { eventsPage } from './events-page.js';
import { messageSchemas } from './message-schemas.js';

const room = join(import.meta.dirname, '../..');
const advice = 'run: npx tsc -b libs/contracts && node libs/contracts/generate.mjs';

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(room, path), 'utf8'));
}

const { version } = read('package.json') as { version: string };

describe('the generated files', () => {
  it('of the schemas say what the shapes say', () => {
    const files = globSync('schemas/v1/*.json', { cwd: room });
    const committed = Object.fromEntries(files.map((file) => [basename(file, '.json'), read(file)]));
    expect({ advice, committed }).toEqual({ advice, committed: messageSchemas() });
  });

  it('of AsyncAPI say what the shapes say', () => {
    expect({ advice, document: read('asyncapi.json') }).toEqual({ advice, document: asyncApiDocument(version) });
  });

  it('of the reference say what the shapes say', async () => {
    const path = join(room, '../../docs/reference/events.md');
    const page = await format(eventsPage(), { ...(await resolveConfig(path)), filepath: path });
    expect({ advice, page: readFileSync(path, 'utf8') }).toEqual({ advice, page });
  });
});

describe('the AsyncAPI document', () => {
  const parser = new Parser();

  it('is valid, and its channels carry every event', async () => {
    const { document, diagnostics } = await parser.parse(JSON.stringify(read('asyncapi.json')));
    expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
    expect(document!.version()).toBe('3.0.0');
    expect(
      document!
        .channels()
        .all()
        .map((channel) => channel.address()),
    ).toEqual([
      'motcua.dossier.lifecycle.v1',
      'motcua.dossier.snapshot.v1',
      'motcua.dossier.lifecycle.v1.replay.{subscriber}',
    ]);
    const [events] = document!.channels().all();
    expect(events!.messages().all()).toHaveLength(Object.keys(lifecycleEvents).length);
  });

  it('would be found out: the parser refuses a planted fault', async () => {
    const broken = asyncApiDocument(version) as { channels: Record<string, object> };
    const planted = { ...broken, channels: { ...broken.channels, dossierLifecycle: { messages: 1 } } };
    const { diagnostics } = await parser.parse(JSON.stringify(planted));
    expect(diagnostics.some(({ severity }) => severity === 0)).toBe(true);
  });
});

import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { feesFor, missingComponents, type Channel } from '@motcua/domain';
import { loadCatalogue } from '../catalogue/load-catalogue.js';
import { pathOf } from './pointer.js';

interface Story {
  readonly id: string;
  readonly procedure: string;
  readonly procedureCase: string;
  readonly channel: Channel;
  readonly unit: string;
  readonly declaration: Record<string, unknown>;
  readonly components: readonly { readonly code: string }[];
  readonly expected: { readonly feeTotal: number; readonly feeCollect: string };
}

interface BadCase {
  readonly name: string;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly expected: { readonly pointer: string; readonly code: string };
}

interface BadTable {
  readonly procedure: string;
  readonly base: string;
  readonly cases: readonly BadCase[];
}

const RECEIVED = { receivedAt: '2026-11-24T02:00:00.000Z' };

async function filesOf<T>(folder: string): Promise<T[]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8')) as T));
}

const { catalogue, declarations } = await loadCatalogue('catalogues/2020');
const stories = (await filesOf<Story[]>('samples/stories')).flat();
const tables = await filesOf<BadTable>('samples/bad-declarations');

function changed(declaration: object, changes: BadCase['changes']): unknown {
  const copy = structuredClone(declaration);
  for (const [pointer, value] of Object.entries(changes)) {
    const path = pathOf(pointer);
    const parent = path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], copy);
    const target = parent as Record<string, unknown>;
    if (value === '$remove') delete target[path.at(-1)!];
    else Object.defineProperty(target, path.at(-1)!, { value, enumerable: true, configurable: true });
  }
  return copy;
}

describe('the sample stories', () => {
  it('are at least 42, over all six procedures, each with an id of its own', () => {
    expect(stories.length).toBeGreaterThanOrEqual(42);
    expect(new Set(stories.map(({ id }) => id)).size).toBe(stories.length);
    expect(new Set(stories.map(({ procedure }) => procedure)).size).toBe(6);
  });

  it.each(stories.map((story) => [story.id, story] as const))('%s is a declaration the form accepts', (_, story) => {
    const version = catalogue.resolve(story.procedure, '2026-10-01');
    expect(declarations.validate(version.id, story.declaration, RECEIVED)).toEqual([]);
  });

  it.each(stories.map((story) => [story.id, story] as const))('%s brings what its procedure asks for', (_, story) => {
    const version = catalogue.resolve(story.procedure, '2026-10-01');
    expect(version.channels).toContain(story.channel);
    expect(version.cases.map(({ code }) => code)).toContain(story.procedureCase);
    expect(catalogue.unit(story.unit, '2026-10-01').receives).toBe(true);
    const given = story.components.map(({ code }) => code);
    expect(missingComponents(version, story.declaration, story.channel, given)).toEqual([]);
    expect(version.components.map(({ code }) => code)).toEqual(expect.arrayContaining(given));
    const fees = feesFor(version, story);
    expect({ feeTotal: fees.total, feeCollect: fees.collect }).toEqual({
      feeTotal: story.expected.feeTotal,
      feeCollect: story.expected.feeCollect,
    });
  });

  it('name nobody who could exist', () => {
    for (const { id, declaration } of stories) {
      const text = JSON.stringify(declaration).normalize('NFC');
      const strays = [
        ...text.matchAll(/"\w*HoTen\w*":"([^"]*)"/g).map(([, name = '']) => (name.includes('MẪU') ? '' : name)),
        ...text.matchAll(/"(\d{12})"/g).map(([, number = '']) => (number.startsWith('099') ? '' : number)),
        ...text.matchAll(/"(0\d{9})"/g).map(([, phone = '']) => (phone.startsWith('0900') ? '' : phone)),
        ...text.matchAll(/@([\w.]+)/g).map(([, host = '']) => (host === 'example.vn' ? '' : host)),
      ].filter((stray) => stray !== '');
      expect({ id, strays }).toEqual({ id, strays: [] });
    }
  });
});

describe.each(tables.map((table) => [table.procedure, table] as const))(
  'a bad declaration of %s',
  (procedure, table) => {
    const story = stories.find(({ id }) => id === table.base)!;
    const version = catalogue.resolve(procedure, '2026-10-01');

    it.each(table.cases.map((one) => [one.name, one] as const))(
      '%s is told at its place',
      (_, { changes, expected }) => {
        const issues = declarations.validate(version.id, changed(story.declaration, changes), RECEIVED);
        expect(issues.map(({ pointer, code }) => ({ pointer, code }))).toContainEqual(expected);
        const strangers = issues.filter(({ code }) => code === 'unknown-field').map(({ pointer }) => pointer);
        expect(strangers).toEqual(expected.code === 'unknown-field' ? [expected.pointer] : []);
        for (const { message } of issues) expect(message).toMatch(/^\p{Lu}.*\.$/u);
      },
    );
  },
);

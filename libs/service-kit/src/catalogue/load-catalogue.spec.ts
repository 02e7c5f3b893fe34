import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { pathOf } from '../declaration/pointer.js';
import { CatalogueFault, type FileFault } from './catalogue-fault.js';
import { readCatalogueFiles, type CatalogueFiles } from './catalogue-files.js';
import { catalogueOf, loadCatalogue, type LoadedCatalogue } from './load-catalogue.js';
import { metaSchemas } from './meta-schemas.js';

const FOLDER = 'catalogues/2020';

let files: CatalogueFiles;
let rules: Ajv2020;
let catalogue: LoadedCatalogue['catalogue'];

beforeAll(async () => {
  ({ catalogue } = await loadCatalogue(FOLDER));
  files = (await readCatalogueFiles(FOLDER)).files;
  rules = metaSchemas((await readCatalogueFiles('catalogues/meta')).files);
});

/** The files with one value changed; `undefined` removes it, an empty pointer replaces or removes the file. */
function planted(file: string, pointer: string, value: unknown): CatalogueFiles {
  // Not structuredClone: under Jest its arrays are of another realm, which Ajv's comparison of constants minds.
  const copy = new Map(JSON.parse(JSON.stringify([...files])) as [string, unknown][]);
  const path = pathOf(pointer);
  const last = path.pop();
  if (last === undefined && value === undefined) copy.delete(file);
  else if (last === undefined) copy.set(file, value);
  else {
    const parent = path.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], copy.get(file));
    if (value === undefined) delete (parent as Record<string, unknown>)[last];
    else (parent as Record<string, unknown>)[last] = value;
  }
  return copy;
}

function faultsOf(changed: CatalogueFiles): readonly FileFault[] {
  try {
    catalogueOf(FOLDER, changed, rules);
    return [];
  } catch (error) {
    if (error instanceof CatalogueFault) return error.faults;
    throw error;
  }
}

const LLTP = 'procedures/2.000488.json';
const FORM = 'schemas/criminal-record.schema.json';

describe('the catalogue of 2020', () => {
  it('loads without a fault and tells that it is not the law in force', async () => {
    const { data, about, notes } = await loadCatalogue(FOLDER);
    expect(data.versions.map(({ code }) => code)).toEqual([
      '1.001193',
      '1.004873',
      '1.004884',
      '2.000488',
      '2.000986',
      '2.001023',
    ]);
    expect(about.notice.en).toContain('not the law in force today');
    expect(catalogue.versionsOn('2026-11-24')).toHaveLength(6);
    expect(notes.get('2.000488@2020-1')?.unverified.length).toBeGreaterThan(0);
  });

  it.each([
    ['2.000488', 'lltp.g1', null, 'lltp-ngsp@1'],
    ['1.001193', 'civil.g1', 'KS', 'civil-ngsp@1'],
    ['1.004884', 'civil.g1', 'KS', 'civil-ngsp@1'],
    ['1.004873', 'civil.g1', 'HN', 'civil-ngsp@1'],
    ['2.001023', 'civil.g1', 'KS', 'civil-ngsp@1'],
    ['2.000986', 'civil.g1', 'KS', 'civil-ngsp@1'],
  ])('routes %s to %s', (procedure, system, module, profile) => {
    const query = {
      procedureCode: procedure,
      procedureCase: 'normal',
      unitCode: 'H99.30',
      day: '2026-11-20',
      channel: 'counter' as const,
    };
    expect(catalogue.route('professional', query)).toMatchObject({ system, module, profile });
    expect(catalogue.route('portalSync', query)).toMatchObject({ system: 'portal.dvcqg' });
  });

  it.each([
    ['000.00.14.H99', 'H99.14'],
    ['14.H99', 'H99.14'],
    ['H99.14', 'H99.14'],
    ['000.00.41.H99', 'H99.41'],
  ])('reads the unit %s as %s', (spelling, code) => {
    expect(catalogue.unit(spelling, '2026-11-20').code).toBe(code);
  });

  it('knows the former code of the Department of Justice for its days only', () => {
    expect(catalogue.unit('000.00.16.H99', '2019-12-31').code).toBe('H99.14');
    expect(() => catalogue.unit('000.00.16.H99', '2020-01-01')).toThrow('unit.unknown');
  });

  it.each([
    ['1.004873', 'H99.30', '2026-11-23T09:00', '2026-11-27T17:00'],
    ['1.004884', 'H99.30', '2026-08-28T10:00', '2026-09-09T17:00'],
    ['2.000488', 'H99.14', '2026-02-06T08:00', '2026-02-23T17:00'],
    ['1.001193', 'H99.30', '2026-04-24T15:00', '2026-04-24T17:00'],
    ['1.001193', 'H99.30', '2026-04-24T15:01', '2026-04-28T17:00'],
    ['1.004873', 'H99.30', '2025-04-24T09:00', '2025-04-28T17:00'],
    ['1.004873', 'H99.30', '2026-11-20T10:00', '2026-11-26T17:00'],
  ])('counts the usual case of %s at %s from %s to %s', (procedure, unit, from, due) => {
    const [usual] = catalogue.resolve(procedure, from.slice(0, 10)).cases;
    expect(catalogue.due(usual!.resolution, `${from}:00+07:00`, unit).dueAt).toBe(
      new Date(`${due}:00+07:00`).toISOString(),
    );
  });

  it('marks a date that Tết 2027 may still move, and refuses one after the last year', () => {
    const days = (amount: number) => ({ unit: 'workingDay' as const, amount });
    expect(catalogue.due(days(5), '2027-02-03T02:00:00.000Z', 'H99.30').provisional).toBe(true);
    expect(() => catalogue.due(days(5), '2027-12-30T02:00:00.000Z', 'H99.30')).toThrow('calendar.year-not-loaded');
  });

  it('lets no dossier go to a unit that has ended', () => {
    expect(() => catalogue.unit('H99.42', '2026-11-20')).toThrow('unit.ended');
  });
});

const SHAPES: readonly (readonly [string, string, unknown, string, string])[] = [
  ['catalogue.json', '/notice', undefined, '/notice', 'is missing'],
  ['catalogue.json', '/verified', 'no', '/verified', 'boolean'],
  ['units.json', '', undefined, '', 'is missing'],
  ['units.json', '/2/shifts/0/open', '7:00', '/2/shifts/0/open', 'pattern'],
  ['units.json', '/2/codePolicy/overflow', 'wrap', '/2/codePolicy/overflow', 'allowed values'],
  ['units.json', '/2/phone', '1', '/2/phone', 'is not known here'],
  ['calendars/2026.json', '/off/2026-02-30', 'Tết', '/off', 'format'],
  ['calendars/2026.json', '/status', 'final', '/status', 'allowed values'],
  ['overlays.json', '/0/enabled', undefined, '/0/enabled', 'is missing'],
  ['routing.json', '/0/profile', 'lltp-ngsp', '/0/profile', 'pattern'],
  ['routing.json', '/0/validTo', '', '/0/validTo', 'format'],
  ['code-lists/ethnicity.json', '/entries/0/name/en', '', '/entries/0/name/en', 'fewer than 1'],
  [LLTP, '/cases/0/resolution/unit', 'days', '/cases/0/resolution/unit', 'allowed values'],
  [LLTP, '/fees/0/amount', '200000', '/fees/0/amount', 'integer'],
  [LLTP, '/channels/0', 'fax', '/channels/0', 'allowed values'],
  [LLTP, '/components/2/required/0/all/0/in', undefined, '/components/2/required/0/all/0/in', 'is missing'],
  [LLTP, '/limits/intakeAnswer/post', { unit: 'workingDay', amount: 1 }, '/limits/intakeAnswer/post', 'not known here'],
  [LLTP, '/verified', true, '/unverified', 'more than 0'],
  [FORM, '/properties/nycHoTen/requierd', true, '/properties/nycHoTen/requierd', 'is not known here'],
  [FORM, '/properties/nycHoTen/type', 'string', '/properties/nycHoTen/maxLength', 'is missing'],
  [FORM, '/properties/nycHoTen/x-personal', 'secret', '/properties/nycHoTen/x-personal', 'allowed values'],
  ['schemas/defs/text.schema.json', '/$defs/phone/pattern', '(', '/$defs/phone/pattern', 'format'],
  ['notes.json', '', {}, '', 'has no place'],
];

const REFERENCES: readonly (readonly [string, string, unknown, string, string])[] = [
  [LLTP, '/id', '1.000000@2020-1', '/id', 'does not begin with the code'],
  [LLTP, '/code', '2.000489', '/code', 'name of the file'],
  [LLTP, '/declarationSchema', 'schemas/none.schema.json', '/declarationSchema', 'does not exist'],
  [LLTP, '/components/2/required/0/all/0/pointer', '/uyQuyn', '/components/2/required/0/all/0/pointer', 'no field'],
  [LLTP, '/payer/pointer', '/doiTuong', '/payer/pointer', 'no field'],
  [LLTP, '/payer/classes/8', undefined, '/payer/classes', 'no class for code 8'],
  [LLTP, '/payer/classes/9', 'full', '/payer/classes', 'lacks'],
  [LLTP, '/copiesPointer', '/soLuong', '/copiesPointer', 'no field'],
  [LLTP, '/unverified/0/pointer', '/nothing', '/unverified/0/pointer', 'names nothing'],
  ['code-lists/ethnicity.json', '/id', 'nation', '/id', 'name of the file'],
  ['calendars/2026.json', '/year', 2031, '/version', 'name of the file'],
  [FORM, '/$id', 'https://h99.example/catalogues/2020/schemas/other.schema.json', '/$id', 'path of the file'],
  [FORM, '/properties/nycDanToc/x-codeList', 'tribe', '/properties/nycDanToc/x-codeList', 'unknown code list'],
  [FORM, '/properties/nycDanToc/x-step', 'nowhere', '/properties/nycDanToc/x-step', 'unknown step'],
  [FORM, '/properties/nycHoTen/$ref', 'defs/none.schema.json', '/properties/nycHoTen/$ref', 'does not exist'],
  [
    'schemas/defs/person.schema.json',
    '/$defs/mother/properties/meNgaySinh/$ref',
    'partial-date.schema.json#/$defs/x',
    '/$defs/mother/properties/meNgaySinh/$ref',
    'does not exist',
  ],
  ['units.json', '/3/parent', 'H99.77', '/3/parent', 'no unit H99.77'],
  ['units.json', '/18/successors/0', 'H99.77', '/18/successors/0', 'no unit H99.77'],
  ['routing.json', '/0/procedure', '2.000499', '/0', ''],
  ['overlays.json', '/0/off', { '2027-11-23': 'x' }, '/0', ''],
];

describe('a planted fault', () => {
  it.each(SHAPES)('of shape in %s at %s is found', (file, at, value, pointer, reason) => {
    const found = faultsOf(planted(file, at, value));
    expect(found).toContainEqual({ file, pointer, reason: expect.stringContaining(reason) });
  });

  it.each(REFERENCES)('of reference in %s at %s is found', (file, at, value, pointer, reason) => {
    const found = faultsOf(planted(file, at, value)).filter((fault) => fault.file === file);
    expect(found.map((fault) => fault.pointer).join(' ')).toContain(pointer);
    expect(found.map((fault) => fault.reason).join(' ')).toContain(reason);
  });

  it('leaves no unit without a route', () => {
    const routing = (files.get('routing.json') as unknown[]).slice(1);
    expect(faultsOf(planted('routing.json', '', routing)).map(({ file }) => file)).not.toEqual([]);
  });

  it('hides no other: all are reported at once', () => {
    const twice = new Map([...planted(LLTP, '/channels/0', 'fax'), ['calendars/2026.json', {}]]);
    const found = new Set(faultsOf(twice).map(({ file }) => file));
    expect(found).toEqual(new Set([LLTP, 'calendars/2026.json']));
  });
});

describe('a folder', () => {
  it('with a broken file is refused by name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
    try {
      await cp('catalogues', folder, { recursive: true });
      await writeFile(join(folder, '2020', 'routing.json'), '[{');
      const refused = loadCatalogue(join(folder, '2020'));
      await expect(refused).rejects.toThrow(/routing\.json#: is not JSON/);
      await expect(refused).rejects.toBeInstanceOf(CatalogueFault);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('that does not exist is refused', async () => {
    await expect(loadCatalogue('catalogues/1999')).rejects.toThrow('1999');
  });
});

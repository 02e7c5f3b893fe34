import { idOf, fieldsOf, type FormFields, type SchemaDocument } from '../declaration/schema-fields.js';
import { valueAt } from '../declaration/pointer.js';
import type { FileFault } from './catalogue-fault.js';
import type { CatalogueParts, ProcedureFile } from './catalogue-parts.js';

/** Faults between files that neither a meta-schema nor the domain's check can see: names that must match, references between forms, lists and procedures. */
export function crossChecks(parts: CatalogueParts): FileFault[] {
  const documents = new Map([...parts.schemas.values()].map((schema) => [idOf(schema), schema]));
  return [
    ...nameFaults(parts),
    ...[...parts.schemas].flatMap(([file, schema]) => schemaFaults(file, schema, parts)),
    ...[...parts.procedures].flatMap(([file, procedure]) => procedureFaults(file, procedure, parts, documents)),
  ];
}

function nameFaults({ about, procedures, codeLists, schemas, data }: CatalogueParts): FileFault[] {
  const calendars = (data.files ?? []).filter(({ pointer }) => pointer.startsWith('/calendars/'));
  return [
    ...[...procedures].map(([file, { id, code }]) =>
      named(file, '/code', code, [`procedures/${code}.json`, `procedures/${id}.json`]),
    ),
    ...[...procedures].map(([file, { id, code }]) =>
      expected(file, '/id', id.startsWith(`${code}@`), 'does not begin with the code'),
    ),
    ...[...codeLists].map(([file, { id }]) => named(file, '/id', id, [`code-lists/${id}.json`])),
    ...calendars.map(({ file }, index) => {
      const { year, version } = data.calendars[index]!;
      return named(file, '/version', version, [`calendars/${year}.json`, `calendars/${version}.json`]);
    }),
    ...[...schemas].map(([file, schema]) =>
      expected(
        file,
        '/$id',
        idOf(schema).endsWith(`/catalogues/${about.id}/${file}`),
        'does not end with the path of the file',
      ),
    ),
  ].filter((fault) => fault !== null);
}

function named(file: string, pointer: string, value: string, allowed: readonly string[]): FileFault | null {
  return expected(file, pointer, allowed.includes(file), `${value} does not match the name of the file`);
}

function expected(file: string, pointer: string, holds: boolean, reason: string): FileFault | null {
  return holds ? null : { file, pointer, reason };
}

/** Dead references, unknown code lists and unknown steps, each at its place in the document. */
function schemaFaults(file: string, schema: SchemaDocument, { codeLists, schemas }: CatalogueParts): FileFault[] {
  const known = new Map([...schemas.values()].map((one) => [idOf(one), one]));
  const steps = stepsOf(schemas);
  return placesOf(schema, '').flatMap(({ pointer, keyword, text }) => {
    if (keyword === 'x-codeList' && !codeLists.has(`code-lists/${text}.json`)) {
      return [{ file, pointer, reason: `names an unknown code list ${text}` }];
    }
    if (keyword === 'x-step' && !steps.has(text)) return [{ file, pointer, reason: `names an unknown step ${text}` }];
    if (keyword !== '$ref') return [];
    const alone = { $id: idOf(schema), $ref: text };
    const dead = fieldsOf(alone, known).deadReferences.some((one) => one.at === alone.$id && one.reference === text);
    return dead ? [{ file, pointer, reason: `refers to ${text}, which does not exist` }] : [];
  });
}

interface Place {
  readonly pointer: string;
  readonly keyword: string;
  readonly text: string;
}

function placesOf(value: unknown, pointer: string): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return typeof child === 'string' ? [{ pointer: at, keyword: key, text: child }] : placesOf(child, at);
  });
}

function stepsOf(schemas: ReadonlyMap<string, SchemaDocument>): Set<string> {
  const steps = [...schemas.values()].flatMap((schema) => (schema['x-steps'] ?? []) as readonly { id: string }[]);
  return new Set(steps.map(({ id }) => id));
}

function procedureFaults(
  file: string,
  procedure: ProcedureFile,
  { schemas, codeLists }: CatalogueParts,
  documents: ReadonlyMap<string, SchemaDocument>,
): FileFault[] {
  const form = schemas.get(procedure.declarationSchema);
  if (form === undefined) return [{ file, pointer: '/declarationSchema', reason: 'does not exist' }];
  const fields = fieldsOf(form, documents);
  const notes = procedure.unverified.map(({ pointer }, index) =>
    expected(
      file,
      `/unverified/${index}/pointer`,
      valueAt(procedure, pointer) !== undefined,
      `${pointer} names nothing in this file`,
    ),
  );
  return [
    ...notes.filter((fault) => fault !== null),
    ...pointerFaults(file, procedure, fields),
    ...payerFaults(file, procedure, fields, codeLists),
  ];
}

/** Every pointer into the declaration must name a field of the form, or its condition could never hold. */
function pointerFaults(file: string, procedure: ProcedureFile, { fields }: FormFields): FileFault[] {
  return pointersInto(procedure).flatMap(({ at, pointer }) =>
    fields.has(pointer)
      ? []
      : [{ file, pointer: at, reason: `${pointer} is no field of ${procedure.declarationSchema}` }],
  );
}

function pointersInto({ components, fees, payer, copiesPointer }: ProcedureFile): { at: string; pointer: string }[] {
  const conditions = [
    ...components.map(({ required }, index) => ({
      at: `/components/${index}/required`,
      list: typeof required === 'string' ? [] : required,
    })),
    ...fees.map(({ when }, index) => ({ at: `/fees/${index}/when`, list: when ?? [] })),
  ];
  return [
    ...conditions.flatMap(({ at, list }) =>
      list.flatMap(({ all }, one) =>
        all.map(({ pointer }, two) => ({ at: `${at}/${one}/all/${two}/pointer`, pointer })),
      ),
    ),
    ...(payer === undefined ? [] : [{ at: '/payer/pointer', pointer: payer.pointer }]),
    ...(copiesPointer === undefined ? [] : [{ at: '/copiesPointer', pointer: copiesPointer }]),
  ];
}

/** A payer class for every code that the form lets a citizen choose, and no other. */
function payerFaults(
  file: string,
  { payer }: ProcedureFile,
  { fields }: FormFields,
  codeLists: CatalogueParts['codeLists'],
): FileFault[] {
  const list = codeLists.get(`code-lists/${fields.get(payer?.pointer ?? '')?.codeList}.json`);
  if (payer === undefined || list === undefined) return [];
  const codes = new Set(list.entries.map(({ code }) => code));
  return [
    ...[...codes]
      .filter((code) => !Object.hasOwn(payer.classes, code))
      .map((code) => `has no class for code ${code} of ${list.id}`),
    ...Object.keys(payer.classes)
      .filter((code) => !codes.has(code))
      .map((code) => `names code ${code}, which ${list.id} lacks`),
  ].map((reason) => ({ file, pointer: '/payer/classes', reason }));
}

import type { Form } from './form.ts';
import {
  type Choice,
  type JsonRecord,
  type Placed,
  type SchemaNode,
  isNode,
  isRecord,
  pointerWord,
  textOf,
  textsOf,
} from './schema.ts';

export type FieldKind = 'text' | 'paragraph' | 'date' | 'integer' | 'choice' | 'group' | 'list';

/** Words of a form in both languages. */
export interface Words {
  readonly vi: string;
  readonly en: string;
}

/** One question of a form, as it stands for the values that are there. */
export interface Field {
  readonly name: string;
  readonly pointer: string;
  readonly kind: FieldKind;
  readonly title: Words;
  readonly help: Words | undefined;
  readonly example: string | undefined;
  readonly step: string | undefined;
  readonly required: boolean;
  /** `choice` only. */
  readonly choices: readonly Choice[];
  readonly maxLength: number | undefined;
  /** Only upper-case letters are accepted. */
  readonly upperCase: boolean;
  /** For `Form.faults`, `fieldsOf` and rows. */
  readonly at: readonly Placed[];
}

/**
 * The questions about an object, in the order of the form. What must not be said for the values that are there is not asked, and
 * neither is what only outside systems know (fields that may be null).
 */
export function fieldsOf(form: Form, at: readonly Placed[], value: unknown, pointer = ''): Field[] {
  const inside = isRecord(value) ? value : {};
  const parts = at.flatMap((one) => form.parts(one, inside));
  const required = new Set(parts.flatMap(({ node }) => textsOf(node['required'])));
  return [...form.properties(parts)].flatMap(([name, places]) => {
    const nodes = places.flatMap((one) => form.parts(one, inside[name])).map(({ node }) => node);
    const title = words(nodes, 'title');
    if (title === undefined || nodes.some(isUnasked)) return [];
    if (isForOther(name) && !required.has(name) && inside[name] === undefined) return [];
    const about = { name, pointer: `${pointer}/${pointerWord(name)}`, required: required.has(name), at: places };
    return [{ ...about, title, ...looksOf(form, nodes) }];
  });
}

type Looks = Omit<Field, 'name' | 'pointer' | 'required' | 'at' | 'title'>;

function looksOf(form: Form, nodes: readonly SchemaNode[]): Looks {
  const choices = choicesOf(form, nodes);
  return {
    kind: kindOf(nodes, choices !== undefined),
    help: words(nodes, 'x-help', 'help') ?? words(nodes, 'description'),
    example: first(nodes, 'x-example'),
    step: first(nodes, 'x-step'),
    choices: choices ?? [],
    maxLength: least(nodes.map((node) => node['maxLength'])),
    upperCase: nodes.some(({ pattern }) => typeof pattern === 'string' && /A-Z/.test(pattern) && !/a-z/.test(pattern)),
  };
}

/** In the ministries' spelling: free text beside a code that means "other"; it is asked when that code was chosen. */
function isForOther(name: string): boolean {
  return name.endsWith('Khac');
}

function isUnasked(node: SchemaNode): boolean {
  const forbidden = isNode(node['not']) && Object.keys(node['not']).length === 0;
  return forbidden || (Array.isArray(node['type']) && node['type'].includes('null'));
}

const DATES = ['partial-date', 'full-date-vn', 'month-or-year', 'year'];
const ONE_LINE = 250;

function kindOf(nodes: readonly SchemaNode[], hasChoices: boolean): FieldKind {
  const types = nodes.map((node) => node['type']);
  const isGroup = types.includes('object') || nodes.some((node) => 'properties' in node);
  const kinds: readonly (readonly [FieldKind, boolean])[] = [
    ['list', types.includes('array')],
    ['group', isGroup],
    ['choice', hasChoices],
    ['integer', types.includes('integer')],
    ['date', DATES.includes(first(nodes, 'format') ?? '')],
    ['paragraph', (least(nodes.map((node) => node['maxLength'])) ?? ONE_LINE) > ONE_LINE],
  ];
  return kinds.find(([, fits]) => fits)?.[0] ?? 'text';
}

/** A list of the catalogue, or what the form counts up; parts of the form may narrow it. */
function choicesOf(form: Form, nodes: readonly SchemaNode[]): readonly Choice[] | undefined {
  const list = first(nodes, 'x-codeList');
  const enums = nodes.map((node) => node['enum']).filter((values) => Array.isArray(values));
  const excluded = nodes.flatMap(({ not }) => (isNode(not) ? [not['const'], ...[not['enum'] ?? []].flat()] : []));
  const all =
    list === undefined
      ? enums[0]?.map((value) => ({ code: String(value), name: { vi: String(value), en: String(value) } }))
      : (form.day.lists.get(list) ?? []);
  return all?.filter(({ code }) => enums.every((values) => values.includes(code)) && !excluded.includes(code));
}

function first(nodes: readonly SchemaNode[], keyword: string): string | undefined {
  return nodes.map((node) => textOf(node[keyword])).find((text) => text !== undefined);
}

function words(nodes: readonly SchemaNode[], keyword: string, english = keyword): Words | undefined {
  const node = nodes.find((one) => textOf(one[keyword]) !== undefined);
  if (node === undefined) return undefined;
  const vi = textOf(node[keyword])!;
  return { vi, en: (isNode(node['x-en']) ? textOf(node['x-en'][english]) : undefined) ?? vi };
}

function least(values: readonly unknown[]): number | undefined {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}

export type Declaration = JsonRecord;

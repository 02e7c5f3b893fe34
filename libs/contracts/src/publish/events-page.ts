import { eventHeaders } from '../cloud-events/header-shapes.js';
import { wireType } from '../cloud-events/wire-type.js';
import { component, due, externalCode, resultDocument, routingRow } from '../lifecycle/events/inner-shapes.js';
import { lifecycleEvents } from '../lifecycle/lifecycle-events.js';
import type { JsonSchema } from '../schema/shape.js';
import { dossierSnapshot } from '../snapshot/dossier-snapshot.js';

/** Objects that have a table of their own, by what their fields say of them. */
const INNER: readonly (readonly [string, JsonSchema])[] = [
  ['due', due],
  ['component', component],
  ['externalCode', externalCode],
  ['document', resultDocument],
  ['row', routingRow],
];

const INTRODUCTION = `# Public events

Generated from the shapes in \`libs/contracts\`. How to consume them: [consuming the topics](../guides/consuming-topics.md). What each
fact means in law, and which rule lets it happen: [lifecycle of a dossier](lifecycle.md).

Every \`data\` also has \`dossierId\`. A field is always there: one that may be null says so, and only one marked *optional* may be
absent. A list of words after "one of" is closed within v1. Words after "known" are those of today; others may come: let them pass, as
you let pass fields and events that you do not know.`;

/** The reference page of the messages, in Markdown; generated, so that it says what the schemas say. */
export function eventsPage(): string {
  const events = Object.entries(lifecycleEvents).flatMap(([name, { about, time, data }]) => [
    `### ${name}`,
    `${about} Type \`${wireType(name)}\`; business time \`${time}\`.`,
    table(data, ['dossierId']),
  ]);
  return [
    INTRODUCTION,
    '## Headers',
    table(eventHeaders, []),
    '## Events',
    ...events,
    '## Objects inside',
    ...INNER.flatMap(([name, schema]) => [`### \`${name}\``, table(schema, [])]),
    '## Snapshot',
    'The value of a record on the compacted topic. Its headers are those above without `ce_correlationid`, `ce_causationid`\nand `ce_traceparent`.',
    table(dossierSnapshot, []),
  ].join('\n\n');
}

function table({ properties = {}, required = [] }: JsonSchema, left: readonly string[]): string {
  const rows = Object.entries(properties)
    .filter(([name]) => !left.includes(name))
    .map(([name, schema]) => {
      const kind = required.includes(name) ? kindOf(schema) : `${kindOf(schema)}, optional`;
      return `| \`${name}\` | ${kind} | ${meaning(schema)} |`;
    });
  return ['| field | kind | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function kindOf(schema: JsonSchema): string {
  const { type, format, items } = schema;
  const types = typeof type === 'string' ? [type] : (type ?? []);
  const base = items === undefined ? (format ?? innerName(schema) ?? types[0]!) : `list of ${kindOf(items)}`;
  return types.includes('null') ? `${base} or null` : base;
}

function innerName({ properties }: JsonSchema): string | undefined {
  const found = INNER.find(([, schema]) => schema.properties === properties);
  return found === undefined ? undefined : `\`${found[0]}\``;
}

function meaning({ description, enum: words, examples, items, properties }: JsonSchema): string {
  const known = INNER.some(([, schema]) => schema.description === description);
  const parts = [
    known ? undefined : description,
    listed(
      'one of',
      words?.filter((word) => word !== null),
    ),
    listed('known', examples),
    items === undefined ? undefined : innerFields(items),
    properties === undefined ? undefined : innerFields({ properties }),
  ];
  return parts
    .filter((part) => part !== undefined && part !== '')
    .join('; ')
    .replaceAll('|', '\\|');
}

function innerFields(schema: JsonSchema): string | undefined {
  if (schema.properties === undefined || innerName(schema) !== undefined) return undefined;
  const fields = Object.entries(schema.properties).map(([name, field]) => `\`${name}\` ${kindOf(field)}`);
  return `each has ${fields.join(', ')}`;
}

function listed(what: string, words: readonly unknown[] | undefined): string | undefined {
  if (words === undefined || words.length === 0) return undefined;
  return `${what} ${words.map((word) => `\`${String(word)}\``).join(', ')}`;
}

import type { JsonSchema } from '../schema/shape.js';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** Words for people, which bind nobody. */
const PROSE = ['$schema', 'title', 'description', 'examples'];
/** Compared by their parts. */
const STRUCTURE = ['properties', 'required', 'items'];

/**
 * What would break somebody who consumes the released messages: a message or field that is gone, another type, a closed list
 * with other words, any other constraint that changed, and a field that old records lack but the schema now demands. Messages
 * and optional fields may be added.
 *
 * @returns each break as `<message>/<path>: <what>`; empty when all is well
 */
export function breaks(released: Schemas, current: Schemas): string[] {
  return Object.entries(released).flatMap(([name, schema]) => {
    const now = current[name];
    return now === undefined ? [`${name}: is gone`] : breaksIn(name, schema, now);
  });
}

function breaksIn(path: string, before: JsonSchema, now: JsonSchema): string[] {
  return [...constraintBreaks(path, before, now), ...itemBreaks(path, before, now), ...fieldBreaks(path, before, now)];
}

/** Every keyword but prose and structure must say the same; a keyword that we never thought of is therefore compared, too. */
function constraintBreaks(path: string, before: JsonSchema, now: JsonSchema): string[] {
  const keywords = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...keywords]
    .filter((keyword) => !PROSE.includes(keyword) && !STRUCTURE.includes(keyword))
    .filter((keyword) => canonical(before, keyword) !== canonical(now, keyword))
    .map((keyword) => `${path}: ${keyword} changed`);
}

function itemBreaks(path: string, { items: before }: JsonSchema, { items: now }: JsonSchema): string[] {
  if (before === undefined && now === undefined) return [];
  if (before === undefined || now === undefined) return [`${path}: items changed`];
  return breaksIn(`${path}[]`, before, now);
}

function fieldBreaks(path: string, before: JsonSchema, now: JsonSchema): string[] {
  const [was, is] = [before.properties ?? {}, now.properties ?? {}];
  const [demanded, demands] = [before.required ?? [], now.required ?? []];
  return [
    ...Object.entries(was).flatMap(([name, field]) => {
      const other = is[name];
      return other === undefined ? [`${path}/${name}: is gone`] : breaksIn(`${path}/${name}`, field, other);
    }),
    ...demands.filter((name) => !demanded.includes(name)).map((name) => `${path}/${name}: old records may lack it`),
    ...demanded.filter((name) => !demands.includes(name)).map((name) => `${path}/${name}: may be absent now`),
  ];
}

/** The order of words and types says nothing. */
function canonical(schema: JsonSchema, keyword: string): string {
  const value = (schema as Readonly<Record<string, unknown>>)[keyword];
  return JSON.stringify(Array.isArray(value) ? value.map((one) => JSON.stringify(one)).toSorted() : (value ?? null));
}

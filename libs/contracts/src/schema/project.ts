import type { JsonSchema } from './shape.js';

/**
 * Only what the schema lists, all the way down: whatever else stands in the value stays inside. A listed field that must be there
 * and is not becomes null.
 */
export function project(schema: JsonSchema, value: unknown): unknown {
  if (Array.isArray(value)) return schema.items === undefined ? [] : value.map((one) => project(schema.items!, one));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const source = value as Readonly<Record<string, unknown>>;
  const { properties = {}, required = [] } = schema;
  const fields = Object.keys(properties).filter((name) => required.includes(name) || source[name] !== undefined);
  return Object.fromEntries(fields.map((name) => [name, project(properties[name]!, source[name])]));
}

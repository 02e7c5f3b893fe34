import { fieldsOf } from './fields.ts';
import type { Form } from './form.ts';
import { type Json, type JsonRecord, type Placed, isRecord, wordsOf } from './schema.ts';

/** The value at a pointer. */
export function valueAt(declaration: unknown, pointer: string): unknown {
  let found: unknown = declaration;
  for (const word of wordsOf(pointer)) {
    if (Array.isArray(found)) found = found[Number(word)];
    else found = isRecord(found) && Object.hasOwn(found, word) ? found[word] : undefined;
  }
  return found;
}

/** A copy with another value at a pointer; undefined takes it away, and groups that become empty with it. */
export function withValue(declaration: JsonRecord, pointer: string, value: Json | undefined): JsonRecord {
  return (replaced(declaration, wordsOf(pointer), value) ?? {}) as JsonRecord;
}

function replaced(within: unknown, words: readonly string[], value: Json | undefined): Json | undefined {
  const [word, ...rest] = words;
  if (word === undefined) return value;
  if (Array.isArray(within)) {
    const rows = [...(within as readonly Json[])];
    rows[Number(word)] = replaced(rows[Number(word)], rest, value) ?? {};
    return rows;
  }
  const inside = isRecord(within) ? within : {};
  const child = replaced(inside[word], rest, value);
  const others = Object.fromEntries(Object.entries(inside).filter(([name]) => name !== word));
  if (child !== undefined) return { ...others, [word]: child };
  return Object.keys(others).length === 0 ? undefined : others;
}

/** What is sent: only what is asked for the values that are there. Answers to questions that fell away meanwhile are left out. */
export function askedOnly(form: Form, declaration: JsonRecord): JsonRecord {
  const once = askedOf(form, [form.root], declaration);
  const again = askedOf(form, [form.root], once);
  // An answer that fell away may have been another question's reason.
  return JSON.stringify(once) === JSON.stringify(again) ? once : askedOnly(form, again);
}

function askedOf(form: Form, at: readonly Placed[], value: JsonRecord): JsonRecord {
  const kept = fieldsOf(form, at, value).flatMap((field) => {
    const one = keptOf(form, field.at, value[field.name]);
    return one === undefined ? [] : [[field.name, one] as const];
  });
  return Object.fromEntries(kept);
}

function keptOf(form: Form, at: readonly Placed[], value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return rowsOf(form, at, value as readonly Json[]);
  if (!isRecord(value)) return value;
  const inside = askedOf(form, at, value);
  return Object.keys(inside).length === 0 ? undefined : inside;
}

function rowsOf(form: Form, at: readonly Placed[], rows: readonly Json[]): Json | undefined {
  const items = form.itemsOf(at.flatMap((one) => form.parts(one, rows)));
  const kept = rows.map((row) => keptOf(form, items, row)).filter((row) => row !== undefined);
  return kept.length === 0 ? undefined : kept;
}

/** The pointers at which two declarations differ, for telling what was changed elsewhere. */
export function differences(one: unknown, other: unknown, pointer = ''): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (!isRecord(one) || !isRecord(other)) return [pointer];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) => differences(one[name], other[name], `${pointer}/${name}`));
}

/** For judging: a group that must be there is asked for by what is missing in it, not as a whole. */
export function withRequiredGroups(form: Form, declaration: JsonRecord): JsonRecord {
  const missing = fieldsOf(form, [form.root], declaration).filter(
    ({ kind, required, name }) => kind === 'group' && required && declaration[name] === undefined,
  );
  return { ...declaration, ...Object.fromEntries(missing.map(({ name }) => [name, {}])) };
}

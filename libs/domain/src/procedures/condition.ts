import { readPointer } from './json-pointer.js';
import type { Condition } from './procedure.js';

/** True when one of the alternatives holds for the declaration. */
export function holds(alternatives: readonly Condition[], declaration: unknown): boolean {
  return alternatives.some(({ all }) => all.every((test) => passes(test, readPointer(declaration, test.pointer))));
}

/** An empty text is as good as none: forms send it for fields left blank. */
function passes(test: Condition['all'][number], value: unknown): boolean {
  const isPresent = value !== undefined && value !== null && value !== '';
  if (test.present !== undefined && test.present !== isPresent) return false;
  return test.in === undefined || test.in.some((wanted) => wanted === value);
}

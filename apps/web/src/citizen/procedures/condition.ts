import { valueAt } from '../declaration/values.ts';

/** One alternative: all of it must hold. */
export interface Condition {
  readonly all: readonly {
    readonly pointer: string;
    readonly in?: readonly (string | number | boolean)[];
    readonly present?: boolean;
  }[];
}

/** Whether a declaration makes one of the alternatives true; an empty answer is none. */
export function answersTo(alternatives: readonly Condition[], declaration: unknown): boolean {
  return alternatives.some(({ all }) => all.every((test) => passes(test, valueAt(declaration, test.pointer))));
}

function passes(test: Condition['all'][number], value: unknown): boolean {
  const isPresent = value !== undefined && value !== null && value !== '';
  if (test.present !== undefined && test.present !== isPresent) return false;
  return test.in === undefined || test.in.some((wanted) => wanted === value);
}

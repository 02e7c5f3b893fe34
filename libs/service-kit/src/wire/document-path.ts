/** A value of a JSON-like document by dotted path (`a.b.0.c`; `.` is the whole); own members only: `constructor` reads nothing. */
export function readPath(document: unknown, path: string): unknown {
  if (path === '' || path === '.') return document;
  let current: unknown = document;
  for (const step of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string, unknown>)[step];
  }
  return current;
}

/** Puts a value at a dotted path, making the objects on the way. */
export function writePath(target: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? path;
  let current = target;
  for (const step of steps) {
    if (!Object.hasOwn(current, step) || typeof current[step] !== 'object' || current[step] === null) {
      current[step] = {};
    }
    current = current[step] as Record<string, unknown>;
  }
  current[last] = value;
}

/** Missing, null, or text of blanks: nothing that could be sent as a value. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** Scalars as the strings that rules compare; everything else is no scalar. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}

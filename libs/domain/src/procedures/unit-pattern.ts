/**
 * A pattern of canonical unit codes: a whole code (`H99.14`), a beginning (`H99.3*`, `H99.*`) or `*`.
 */
export function matchesUnit(pattern: string, unitCode: string): boolean {
  return pattern.endsWith('*') ? unitCode.startsWith(pattern.slice(0, -1)) : unitCode === pattern;
}

/** Greater = more specific: a whole code before any beginning, a longer beginning before a shorter one. */
export function specificity(pattern: string): number {
  return pattern.endsWith('*') ? pattern.length - 1 : Number.MAX_SAFE_INTEGER;
}

/** True when the star, if any, stands at the end. */
export function isUnitPattern(pattern: string): boolean {
  return /^(?:[0-9A-Z.]+\*?|\*)$/.test(pattern);
}

/** One key for all spellings of a code of ours. */
export function codeKey(unitCode: string, day: string, ordinal: number): string {
  return `${unitCode}|${day}|${ordinal}`;
}

/** The key of another system's code; any upper and lower case. */
export function externalKey(code: string): string {
  return `external|${code.normalize('NFKC').trim().toUpperCase().slice(0, 120)}`;
}

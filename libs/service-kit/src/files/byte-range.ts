/** The slice of a file that a Range header asks for; both ends inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads `Range: bytes=…` (RFC 9110 section 14). Several ranges and other units are ignored, as the RFC allows.
 * @returns undefined = send everything, `unsatisfiable` = 416
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || match[0] === 'bytes=-') return undefined;
  const range = match[1] === '' ? suffix(Number(match[2]), size) : fromTo(match[1]!, match[2]!, size);
  if (range.start >= size) return 'unsatisfiable';
  return range.start > range.end ? undefined : range;
}

function suffix(length: number, size: number): ByteRange {
  return { start: length === 0 ? size : Math.max(size - length, 0), end: size - 1 };
}

function fromTo(first: string, last: string, size: number): ByteRange {
  return { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

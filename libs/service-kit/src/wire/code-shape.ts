const shape = /^[\p{L}\p{N}_-][\p{L}\p{N}.:/_-]*$/u;
const withinLimit = /^.{1,64}/su;

/**
 * A status or code of an outside system as it may stand in public data: one word of at most 64 letters, digits and `. : / _ -`.
 * What is longer is cut; what has blanks may be a sentence or a name, and belongs into the sealed part.
 *
 * @returns undefined when it is no code
 */
export function codeShaped(text: string): string | undefined {
  const word = text.trim().normalize('NFC');
  return shape.test(word) ? withinLimit.exec(word)?.[0] : undefined;
}

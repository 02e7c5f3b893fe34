/**
 * Text as rules compare it: composed (NFC), folded to lower case, every run of blanks (also no-break ones and line ends) one
 * space, zero-width characters and byte order marks gone.
 */
export function normalisedText(text: string): string {
  return text
    .replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A scalar of an answer as rules compare it; with `zeroCode` every spelling of zero is `0`. */
export function normalisedCode(text: string, zeroCode: boolean): string {
  const code = normalisedText(text);
  return zeroCode && /^0+$/.test(code) ? '0' : code;
}

/**
 * A rule of the domain said no. The code is stable (`dossier.not-open-for-supplement`) and is what programs compare; the
 * details carry only codes, numbers and times, never personal data, because they travel into problem documents and logs.
 */
export class Rejected extends Error {
  override readonly name = 'Rejected';

  constructor(
    readonly code: string,
    readonly details: Readonly<Record<string, string | number | boolean | readonly string[]>> = {},
  ) {
    super(code);
  }
}

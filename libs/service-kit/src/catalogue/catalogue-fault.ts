/** One thing wrong in a catalogue folder. */
export interface FileFault {
  /** Path inside the catalogue folder, with `/`; `.` when no single file is to blame. */
  readonly file: string;
  /** JSON pointer (RFC 6901) of the value; empty for the whole document. */
  readonly pointer: string;
  /** One English sentence for the administrator; never a value of a dossier. */
  readonly reason: string;
}

/** A catalogue folder was refused. Thrown once, with every fault found, so that one run shows all that must be mended. */
export class CatalogueFault extends Error {
  override readonly name = 'CatalogueFault';

  constructor(
    readonly folder: string,
    readonly faults: readonly FileFault[],
  ) {
    super(
      [
        `catalogue ${folder} has ${faults.length} fault(s):`,
        ...faults.map((fault) => `  ${fault.file}#${fault.pointer}: ${fault.reason}`),
      ].join('\n'),
    );
  }
}

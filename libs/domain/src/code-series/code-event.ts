/**
 * The only fact of a series stream `codes-<unit>-<yyyymmdd>`: its version is the place in the series, so a gap or a double
 * cannot be stored.
 */
export interface CodeIssued {
  readonly type: 'CodeIssued';
  readonly data: {
    readonly dossierId: string;
    readonly dossierCode: string;
    /** 1-based place in the series; the printed ordinal is `firstOrdinal + sequence - 1`. */
    readonly sequence: number;
    readonly ordinal: number;
    readonly issuedAt: string;
  };
}

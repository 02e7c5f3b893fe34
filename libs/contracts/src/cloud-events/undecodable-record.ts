/** What is wrong with a record; closed, so that it can be counted and answered. */
export type RecordFault =
  | 'header-missing'
  | 'header-malformed'
  | 'not-cloudevents-1.0'
  | 'not-json'
  | 'foreign-type'
  | 'value-malformed'
  | 'dossier-differs';

/**
 * A record that is no public message of this product. It tells the kind of the fault and the header concerned, never a content:
 * what stands in a broken record is unknown, so it belongs in no log.
 */
export class UndecodableRecord extends Error {
  override readonly name = 'UndecodableRecord';

  constructor(
    readonly fault: RecordFault,
    /** The header that has the fault; undefined where it is in the key or the value. */
    readonly header?: string,
  ) {
    super(`record cannot be decoded: ${fault}${header === undefined ? '' : ` (${header})`}`);
  }
}

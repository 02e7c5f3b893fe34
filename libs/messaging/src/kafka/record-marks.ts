import { HistoryLost } from '@motcua/event-store';
import type { RecordMark } from '../consuming/feed-ledger.js';
import type { HeardRecord } from './kafka-feed-record.js';

/**
 * The records of a partition that a place may come to stand behind. Reading begins with the one that the place stands behind, so
 * that a topic which holds another one there is known before anything of it is believed.
 */
export class RecordMarks {
  private readonly entered: RecordMark[] = [];
  private latest: RecordMark | undefined;

  /** @param last what the ledger keeps beside the place */
  constructor(private last: RecordMark | undefined) {}

  /**
   * Call with each batch, in order. A record that the topic does not retain any more proves nothing.
   *
   * @throws {HistoryLost} `history-changed`
   */
  add(records: readonly HeardRecord[]): void {
    const [first] = records;
    if (first !== undefined && this.last !== undefined) {
      if (String(first.offset) === this.last.offset && !isSame(first, this.last))
        throw new HistoryLost('history-changed');
      this.last = undefined;
    }
    for (const { offset, dossierId, event } of records)
      if (event !== undefined)
        this.entered.push({ offset: String(offset), dossierId, version: event.dossierVersion, id: event.id });
  }

  /** The last one before the place; call with places that do not go back. */
  before(position: string): RecordMark | undefined {
    const place = BigInt(position);
    while (this.entered[0] !== undefined && BigInt(this.entered[0].offset) < place) this.latest = this.entered.shift();
    return this.latest;
  }
}

function isSame({ dossierId, event }: HeardRecord, mark: RecordMark): boolean {
  return event?.id === mark.id && dossierId === mark.dossierId && event.dossierVersion === mark.version;
}

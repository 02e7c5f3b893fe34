import { type CodeIssued, CodeSeries, codesStream } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';

/** Enough for every unit of a large province on two days. */
const maxSeries = 2000;

/** The series that are being written, as this process knows them; the store has the last word. */
export class SeriesCache {
  private readonly known = new Map<string, CodeSeries>();

  constructor(private readonly store: EventStore) {}

  async get(unitCode: string, day: string): Promise<CodeSeries> {
    const stream = codesStream(unitCode, day);
    const cached = this.known.get(stream);
    if (cached !== undefined) return cached;
    const events = await this.store.read(stream);
    const series = new CodeSeries(unitCode, day).apply(events as unknown as CodeIssued[]);
    if (this.known.size >= maxSeries) this.known.delete(this.known.keys().next().value!);
    this.known.set(stream, series);
    return series;
  }

  /** After a conflict or an unknown outcome: read anew next time. */
  forget(stream: string): void {
    this.known.delete(stream);
  }
}

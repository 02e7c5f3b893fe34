import { toLifecycleEvent } from '@motcua/contracts';
import type { RecordedEvent, Slice } from '@motcua/event-store';
import { FactRun } from '../consuming/fact-run.js';
import type { RunParts, RunStart } from '../consuming/run-parts.js';

/** One term of a consumer that follows the event store: from taking over until it is stopped or the grant is lost. */
export class ConsumerRun {
  readonly facts: FactRun;

  constructor(
    private readonly parts: RunParts,
    private readonly start: RunStart,
  ) {
    this.facts = new FactRun(parts, start);
  }

  /** Ends on stop; throws when the term ended by a fault. */
  async run(): Promise<void> {
    const { consumer, store } = this.parts;
    const { over } = this.facts;
    await this.facts.begin();
    try {
      const filter = { categories: ['dossier'], types: consumer.types };
      for await (const slice of store.subscribe(this.start.position, filter, over)) {
        await this.take(slice);
        if (over.aborted) break;
      }
    } finally {
      await this.facts.end();
    }
  }

  private async take(slice: Slice): Promise<void> {
    const known = await this.knownOf(slice);
    for (const recorded of slice.events) {
      await this.facts.room();
      if (this.facts.over.aborted) return;
      this.enter(recorded, known);
    }
    this.facts.skip(slice.next);
  }

  private async knownOf({ events }: Slice): Promise<Map<string, number>> {
    if (events.length === 0) return new Map();
    const dossiers = new Set(events.map((recorded) => toLifecycleEvent(recorded).dossierId));
    return this.parts.ledger.handled(this.parts.consumer.name, [...dossiers]);
  }

  private enter(recorded: RecordedEvent, known: Map<string, number>): void {
    const { position } = recorded;
    const event = toLifecycleEvent(recorded);
    if (event.dossierVersion <= (known.get(event.dossierId) ?? 0)) this.facts.skip(position);
    else this.facts.enter({ event, kind: this.facts.kindAt(position), position });
  }
}

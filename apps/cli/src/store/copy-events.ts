import { type EventStore, type RecordedEvent, UnknownOutcome, type Write, digestOf } from '@motcua/event-store';
import { eventsOf } from '../events.js';
import { UsageFault } from '../usage-fault.js';

/** Of one append; far below what a store takes. */
const EVENTS_AT_ONCE = 200;
const BYTES_AT_ONCE = 512 * 1024;
const TRIES = 10;

/**
 * Brings the target, which must hold nothing but the beginning of the source, to the source's state, in the source's order. What a
 * killed run has copied is found there and not copied again.
 *
 * @returns how many events were copied now
 * @throws {UsageFault} the target holds something else
 */
export async function copyEvents(
  source: EventStore,
  target: EventStore,
  onProgress: (copied: number) => void,
): Promise<number> {
  const there = eventsOf(target, {});
  let run = new Run();
  let copied = 0;
  let isPrefix = true;
  for await (const event of eventsOf(source, {})) {
    isPrefix &&= await isSame(there, event);
    if (isPrefix) continue;
    if (!run.takes(event)) {
      await append(target, run.writes);
      onProgress(copied);
      run = new Run();
    }
    run.add(event);
    copied += 1;
  }
  if (isPrefix && !(await there.next()).done) throw new UsageFault('the target holds more events than the source');
  if (run.writes.length > 0) await append(target, run.writes);
  return copied;
}

/** False at the target's end; what stands there must be what stands here. */
async function isSame(there: AsyncGenerator<RecordedEvent>, event: RecordedEvent): Promise<boolean> {
  const next = await there.next();
  if (next.done === true) return false;
  if (!digestOf(next.value).equals(digestOf(event)))
    throw new UsageFault('the target is not empty, and what it holds is not the beginning of the source');
  return true;
}

/** Consecutive events in which no stream comes back after another one, so that one append keeps their order. */
class Run {
  readonly writes: Write[] = [];
  private events = 0;
  private bytes = 0;

  takes(event: RecordedEvent): boolean {
    if (this.events === EVENTS_AT_ONCE || this.bytes > BYTES_AT_ONCE) return false;
    return this.writes.at(-1)?.stream === event.stream || this.writes.every(({ stream }) => stream !== event.stream);
  }

  add({ stream, version, id, type, schemaVersion, data, meta }: RecordedEvent): void {
    const event = { id, type, schemaVersion, data, meta };
    const last = this.writes.at(-1);
    if (last?.stream === stream) this.writes[this.writes.length - 1] = { ...last, events: [...last.events, event] };
    else this.writes.push({ stream, expected: version - 1, events: [event] });
    this.events += 1;
    this.bytes += JSON.stringify(event.data).length;
  }
}

async function append(target: EventStore, writes: readonly Write[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await target.append(writes);
      return;
    } catch (error) {
      if (!(error instanceof UnknownOutcome) || attempt === TRIES) throw error;
    }
  }
}

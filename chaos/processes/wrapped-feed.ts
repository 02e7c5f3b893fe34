import {
  type Consumer,
  type Delivery,
  EventFeed,
  type ParkedFact,
  type QuarantinedRecord,
  type RunningConsumer,
} from '@motcua/messaging';

/** A feed before another one; what experiments break in the handing over, they override. */
export abstract class WrappedFeed extends EventFeed {
  protected readonly inner: EventFeed;

  constructor(inner: EventFeed) {
    super();
    this.inner = inner;
  }

  abstract override consume(
    consumer: Consumer,
    handle: (delivery: Delivery) => Promise<void>,
  ): Promise<RunningConsumer>;

  parked(consumer: string, dossierId?: string): Promise<ParkedFact[]> {
    return this.inner.parked(consumer, dossierId);
  }

  redrive(consumer: string, dossierId?: string): Promise<number> {
    return this.inner.redrive(consumer, dossierId);
  }

  quarantined(consumer: string): Promise<QuarantinedRecord[]> {
    return this.inner.quarantined(consumer);
  }
}

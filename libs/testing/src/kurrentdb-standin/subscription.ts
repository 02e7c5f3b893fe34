import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { once } from 'node:events';
import type { Place } from './append-faults.js';
import { refusal } from './grpc-errors.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage, filterOf } from './read-messages.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

export async function write(call: ReadCall, message: ReadResp): Promise<void> {
  if (!call.write(message) && !call.cancelled) await Promise.race([once(call, 'drain'), once(call, 'cancelled')]);
}

/** Events searched between two checkpoints, when the client does not say. */
const WINDOW = 32;

/** Behind the position, which is not included; then what comes, until the call ends. */
export class AllSubscription {
  private readonly passes: ReturnType<typeof filterOf>;
  private readonly checkpointEvery: number;
  private index: number;
  private examined = 0;
  private isLive = false;
  private isOver = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly place: Place,
    private readonly call: ReadCall,
    options: ReadReq.Options,
  ) {
    this.passes = filterOf(options);
    const filter = options.getFilter();
    const window = (filter?.getMax() ?? 0) || WINDOW;
    this.checkpointEvery = filter ? window * filter.getCheckpointintervalmultiplier() : Infinity;
    const asked = options.getAll()!;
    const end = asked.hasEnd() ? place.log.length : 0;
    this.index = asked.hasPosition() ? place.log.indexOf(BigInt(asked.getPosition()!.getCommitPosition()) + 1n) : end;
  }

  async run(): Promise<void> {
    const { log, faults } = this.place;
    const leaveNews = log.onNews(() => this.wake());
    const leaveDrop = faults.onDrop(() => {
      this.call.emit('error', refusal(status.UNAVAILABLE, 'the connection went'));
      this.end();
    });
    this.call.on('cancelled', () => this.end());
    await write(this.call, confirmationMessage());
    while (!this.isOver) await this.step();
    leaveNews();
    leaveDrop();
  }

  private async step(): Promise<void> {
    if (this.place.faults.subscriptionsAreMute) return this.news();
    if (this.index < this.place.log.length) return this.examine();
    if (this.isLive) return this.news();
    this.isLive = true;
    await write(this.call, caughtUpMessage());
  }

  private async examine(): Promise<void> {
    const record = this.place.log.all[this.index]!;
    this.index += 1;
    this.examined += 1;
    if (this.passes(record)) await write(this.call, eventMessage(record));
    if (this.examined % this.checkpointEvery === 0) await write(this.call, checkpointMessage(record.position));
  }

  private news(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }

  private end(): void {
    this.isOver = true;
    this.wake();
  }
}

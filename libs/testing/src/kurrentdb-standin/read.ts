import { status } from '@grpc/grpc-js';
import streamsPb, { type ReadReq } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Place } from './append-faults.js';
import { refusal, streamDeleted } from './grpc-errors.js';
import { eventMessage, filterOf, nameOf, notFoundMessage } from './read-messages.js';
import { AllSubscription, type ReadCall, write } from './subscription.js';
import type { StandinRecord } from './standin-log.js';

const isBackwards = (options: ReadReq.Options) =>
  options.getReadDirection() === streamsPb.ReadReq.Options.ReadDirection.BACKWARDS;

async function readStream({ log }: Place, call: ReadCall, options: ReadReq.Options): Promise<void> {
  const asked = options.getStream()!;
  const name = nameOf(asked.getStreamIdentifier());
  const records = log.stream(name);
  if (records === 'tombstoned') return void call.emit('error', streamDeleted(name));
  if (records === undefined) await write(call, notFoundMessage(name));
  else for (const record of fromRevision(records, asked, options)) await write(call, eventMessage(record));
  call.end();
}

function fromRevision(
  records: readonly StandinRecord[],
  asked: ReadReq.Options.StreamOptions,
  options: ReadReq.Options,
): readonly StandinRecord[] {
  const revision = asked.hasRevision() ? Number(asked.getRevision()) : undefined;
  const count = Number(options.getCount());
  if (!isBackwards(options)) return records.filter((each) => each.revision >= (revision ?? 0)).slice(0, count);
  return records
    .filter((each) => each.revision <= (revision ?? each.revision))
    .toReversed()
    .slice(0, count);
}

/** Forwards from the position on, which is included; backwards from before it. */
function order({ log }: Place, options: ReadReq.Options): StandinRecord[] {
  const asked = options.getAll()!;
  const end = asked.hasEnd() ? log.length : 0;
  const place = asked.hasPosition() ? log.indexOf(BigInt(asked.getPosition()!.getCommitPosition())) : end;
  const visible = log.all.slice(0, log.length);
  return isBackwards(options) ? visible.slice(0, place).reverse() : visible.slice(place);
}

async function readAll(place: Place, call: ReadCall, options: ReadReq.Options): Promise<void> {
  const passes = filterOf(options);
  let left = Number(options.getCount());
  for (const record of order(place, options)) {
    if (left === 0 || call.cancelled) break;
    if (!passes(record)) continue;
    await write(call, eventMessage(record));
    left -= 1;
  }
  call.end();
}

/** `Read` of protocol v1: a stream, all, or a subscription to all. */
export function read(place: Place) {
  return (call: ReadCall): void => {
    const options = call.request.getOptions()!;
    call.on('error', () => undefined);
    if (options.hasSubscription() && options.hasAll()) void new AllSubscription(place, call, options).run();
    else if (place.faults.readsAreSilent) return;
    else if (options.hasAll()) void readAll(place, call, options);
    else if (options.hasSubscription())
      call.emit('error', refusal(status.UNIMPLEMENTED, 'the stand-in subscribes to all only'));
    else void readStream(place, call, options);
  };
}

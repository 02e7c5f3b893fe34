import { NO_STREAM, NotLeaderError, type AppendStreamRequest } from '@kurrent/kurrentdb-client';
import type { AdmittedWrite } from '../admit.js';
import { DefiniteFailure, UnknownOutcome, VersionConflict } from '../errors.js';
import type { AppendResult } from '../event-store.js';
import { appendFailure } from './append-errors.js';
import type { Connection } from './connection.js';
import { serverEventOf } from './stored-event.js';
import { Turns } from './turns.js';

/** A server that is no leader any more names the new one, and the client turns there; an election may name several in a row. */
const LEADERS = 3;

function serverRequestOf({ stream, expected, events }: AdmittedWrite): AppendStreamRequest {
  return {
    streamName: stream,
    expectedState: expected === 0 ? NO_STREAM : BigInt(expected - 1),
    events: events.map(serverEventOf),
  };
}

/**
 * One append session per request: atomic over its streams, and with a deadline that the server sees, which the client's
 * single-stream append does not have. Our own time limit stands around all of it.
 */
export class Writer {
  private readonly turns = new Turns();

  constructor(private readonly connection: Connection) {}

  append(writes: readonly AdmittedWrite[]): Promise<AppendResult> {
    const streams = writes.map(({ stream }) => stream);
    return this.turns.run(streams, () => this.within(writes));
  }

  private async within(writes: readonly AdmittedWrite[]): Promise<AppendResult> {
    if (this.connection.isClosed) throw new DefiniteFailure('the store is closed');
    await this.reached();
    for (let leader = 1; ; leader += 1) {
      try {
        return await this.send(writes);
      } catch (error) {
        if (!(error instanceof NotLeaderError) || leader === LEADERS) throw this.judged(error);
      }
    }
  }

  /** The client asks for the server's features before it sends anything: while nobody answers that, nothing was sent. */
  private async reached(): Promise<void> {
    const { client } = this.connection;
    try {
      // not public, hence the brackets; the client's version is pinned
      await this.connection.call((each) => each['capabilities']);
    } catch (error) {
      this.connection.replace(client);
      throw new DefiniteFailure('the store cannot be reached', { cause: error });
    }
  }

  private async send(writes: readonly AdmittedWrite[]): Promise<AppendResult> {
    const requests = writes.map(serverRequestOf);
    const { position, responses } = await this.connection.call((client) => client.multiStreamAppend(requests));
    const revisions = new Map(responses?.map(({ streamName, revision }) => [streamName, revision]));
    for (const { stream, expected, events } of writes)
      if (revisions.get(stream) !== BigInt(expected + events.length - 1))
        throw new UnknownOutcome(`the store answered another place in ${stream} than was asked for`);
    return { position: String(position), repeated: undefined };
  }

  private judged(error: unknown): Error {
    const failure = error instanceof UnknownOutcome ? error : appendFailure(error);
    // whoever did not answer is not asked again: a new client looks for the leader anew
    if (!(failure instanceof VersionConflict)) this.connection.replace(this.connection.client);
    return failure;
  }
}

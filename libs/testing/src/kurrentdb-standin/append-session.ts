import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import streamsPb, {
  type AppendRecord,
  type AppendRequest,
  type AppendSessionResponse,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import { appended, type Place } from './append-faults.js';
import { sessionRefusal } from './grpc-errors.js';
import type { Answer, NewRecord, StandinWrite } from './standin-log.js';

/** The server keeps what it knows of the schema among the properties, under names of its own. */
function metadataOf(record: AppendRecord): string {
  const properties: Record<string, string> = {
    '$schema.format': 'Json',
    '$schema.name': record.getSchema()!.getName(),
  };
  record.getPropertiesMap().forEach((value, key) => (properties[key] = value.getStringValue()));
  return Buffer.from(JSON.stringify(properties)).toString('base64');
}

function recordOf(record: AppendRecord): NewRecord {
  return {
    id: record.getRecordId()!,
    type: record.getSchema()!.getName(),
    contentType: 'application/json',
    data: record.getData_asB64(),
    metadata: metadataOf(record),
  };
}

function writeOf(request: AppendRequest): StandinWrite {
  return {
    stream: request.getStream(),
    expected: Number(request.getExpectedRevision() ?? -2),
    records: request.getRecordsList().map(recordOf),
  };
}

function responseOf(writes: readonly StandinWrite[], answer: Extract<Answer, { outcome: 'written' }>) {
  const response = new streamsPb.AppendSessionResponse();
  response.setPosition(String(answer.position));
  writes.forEach(({ stream }, index) => {
    const output = new streamsPb.AppendResponse();
    output.setStream(stream);
    output.setStreamRevision(String(answer.revisions[index]));
    response.addOutput(output);
  });
  return response;
}

/** `AppendSession` of protocol v2: all writes of the session or none. */
export function appendSession(place: Place) {
  return (
    call: ServerReadableStream<AppendRequest, AppendSessionResponse>,
    reply: sendUnaryData<AppendSessionResponse>,
  ): void => {
    const writes: StandinWrite[] = [];
    call.on('data', (request: AppendRequest) => writes.push(writeOf(request)));
    call.on('end', () => {
      void appended(place, writes).then((answer) => {
        if (answer === undefined) return;
        if (answer.outcome === 'refused') reply(answer.error);
        else if (answer.outcome === 'written') reply(null, responseOf(writes, answer));
        else reply(sessionRefusal(answer));
      });
    });
  };
}

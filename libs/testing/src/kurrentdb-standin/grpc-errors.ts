import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import errorsPb from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import statusPb from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import type { Answer } from './standin-log.js';

type Refusal = Partial<ServiceError>;

/** The errors of protocol v1 stand in trailers. */
export function refusal(code: status, details: string, trailers: Readonly<Record<string, string>> = {}): Refusal {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
}

export function notLeader({ host, port }: { host: string; port: number }): Refusal {
  return refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });
}

export function streamDeleted(stream: string): Refusal {
  return refusal(status.FAILED_PRECONDITION, `stream ${stream} is deleted`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });
}

/** Those of protocol v2 in a status message. */
function detailed(text: string, type: string, value: Uint8Array): Refusal {
  const any = new anyPb.Any();
  any.setTypeUrl(`type.googleapis.com/kurrentdb.protocol.v2.streams.errors.${type}`);
  any.setValue(value);
  const message = new statusPb.Status();
  message.setMessage(text);
  message.setDetails(any);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(message.serializeBinary()));
  return { code: status.FAILED_PRECONDITION, details: text, metadata };
}

export function sessionRefusal(answer: Exclude<Answer, { outcome: 'written' }>): Refusal {
  if (answer.outcome === 'tombstoned') {
    const details = new errorsPb.StreamTombstonedErrorDetails();
    details.setStream(answer.stream);
    return detailed('stream is tombstoned', 'StreamTombstonedErrorDetails', details.serializeBinary());
  }
  const details = new errorsPb.StreamRevisionConflictErrorDetails();
  details.setStream(answer.stream);
  details.setExpectedRevision(String(answer.expected));
  details.setActualRevision(String(answer.actual));
  return detailed('revision conflict', 'StreamRevisionConflictErrorDetails', details.serializeBinary());
}

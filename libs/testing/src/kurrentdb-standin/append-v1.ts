import { status, type ServerReadableStream, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import sharedPb from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streamsPb, {
  type AppendReq,
  type AppendResp,
  type DeleteReq,
  type DeleteResp,
  type TombstoneReq,
  type TombstoneResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { appended, type Place } from './append-faults.js';
import { refusal, streamDeleted } from './grpc-errors.js';
import { nameOf } from './read-messages.js';
import type { Answer, NewRecord } from './standin-log.js';

function expectedOf(options: AppendReq.Options): number {
  if (options.hasAny()) return -2;
  if (options.hasStreamExists()) return -4;
  return options.hasNoStream() ? -1 : Number(options.getRevision());
}

function recordOf(message: AppendReq.ProposedMessage): NewRecord {
  const facts = message.getMetadataMap();
  return {
    id: message.getId()!.getString(),
    type: facts.get('type') ?? '',
    contentType: facts.get('content-type') ?? 'application/octet-stream',
    data: message.getData_asB64(),
    metadata: message.getCustomMetadata_asB64(),
  };
}

function success({ position, revisions }: Extract<Answer, { outcome: 'written' }>): AppendResp {
  const place = new streamsPb.AppendResp.Position();
  place.setCommitPosition(String(position));
  place.setPreparePosition(String(position));
  const good = new streamsPb.AppendResp.Success();
  good.setCurrentRevision(String(revisions[0]));
  good.setPosition(place);
  const response = new streamsPb.AppendResp();
  response.setSuccess(good);
  return response;
}

function wrongVersion({ expected, actual }: Extract<Answer, { outcome: 'conflict' }>): AppendResp {
  const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new sharedPb.Empty());
  else wrong.setCurrentRevision(String(actual));
  if (expected === -1) wrong.setExpectedNoStream(new sharedPb.Empty());
  else wrong.setExpectedRevision(String(expected));
  const response = new streamsPb.AppendResp();
  response.setWrongExpectedVersion(wrong);
  return response;
}

/** `Append` of protocol v1: one stream. */
export function append(place: Place) {
  return (call: ServerReadableStream<AppendReq, AppendResp>, reply: sendUnaryData<AppendResp>): void => {
    let options: AppendReq.Options | undefined;
    const records: NewRecord[] = [];
    call.on('data', (request: AppendReq) => {
      if (request.hasOptions()) options = request.getOptions();
      else records.push(recordOf(request.getProposedMessage()!));
    });
    call.on('end', () => {
      const stream = nameOf(options!.getStreamIdentifier());
      void appended(place, [{ stream, expected: expectedOf(options!), records }]).then((answer) => {
        if (answer === undefined) return;
        if (answer.outcome === 'refused') reply(answer.error);
        else if (answer.outcome === 'tombstoned') reply(streamDeleted(stream));
        else reply(null, answer.outcome === 'written' ? success(answer) : wrongVersion(answer));
      });
    });
  };
}

/** The stream begins anew behind its last revision. */
export function deleteStream({ log }: Place) {
  return (call: ServerUnaryCall<DeleteReq, DeleteResp>, reply: sendUnaryData<DeleteResp>): void => {
    void log
      .delete(nameOf(call.request.getOptions()!.getStreamIdentifier()))
      .then(() => reply(null, new streamsPb.DeleteResp()));
  };
}

/** The stream is closed for ever. */
export function tombstone({ log }: Place) {
  return (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, reply: sendUnaryData<TombstoneResp>): void => {
    void log
      .tombstone(nameOf(call.request.getOptions()!.getStreamIdentifier()))
      .then(() => reply(null, new streamsPb.TombstoneResp()));
  };
}

export const notHere = (_call: unknown, reply: sendUnaryData<never>): void =>
  reply(refusal(status.UNIMPLEMENTED, 'the stand-in has no such call'));

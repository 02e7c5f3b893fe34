import type { DossierEventType } from '@motcua/domain';

/**
 * What the national portal learns of a fact.
 * - `status`: a progress entry when the fact changed the national status, and the dossier anew
 * - `step`: a progress entry in any case (who has the dossier now), and the dossier anew
 * - `packet`: the dossier anew
 * - `erased`: nothing more is sent, and the file links end
 */
export type ToldFact =
  | { readonly tells: 'status' | 'step'; readonly text: string; readonly at: string }
  | { readonly tells: 'packet'; readonly at: string }
  | { readonly tells: 'erased' }
  | { readonly tells: 'nothing' };

const nothing = { tells: 'nothing' } as const;

function status(text: string, at: string): ToldFact {
  return { tells: 'status', text, at };
}

function step(text: string, at: string): ToldFact {
  return { tells: 'step', text, at };
}

function packet(at: string): ToldFact {
  return { tells: 'packet', at };
}

/** Every fact of a dossier: `text` stands in the progress entry (NoiDungXuLy), `at` names the member with its business time. */
export const toldFacts: Readonly<Record<DossierEventType, ToldFact>> = {
  CodeRequested: nothing,
  DossierSubmitted: status('Nộp hồ sơ', 'submittedAt'),
  DossierCodeAssigned: packet('assignedAt'),
  CodeVoided: nothing,
  AttachmentAdded: packet('addedAt'),
  DossierAccepted: status('Tiếp nhận hồ sơ', 'acceptedAt'),
  RoutingDecided: nothing,
  IntakeRefused: status('Không tiếp nhận hồ sơ', 'refusedAt'),
  DossierWithdrawn: status('Công dân yêu cầu rút hồ sơ', 'withdrawnAt'),
  SupplementRequested: status('Yêu cầu bổ sung hồ sơ', 'requestedAt'),
  SupplementSubmitted: packet('submittedAt'),
  SupplementCompleted: status('Hoàn thành bổ sung hồ sơ', 'completedAt'),
  SupplementLapsed: status('Quá thời hạn bổ sung hồ sơ', 'lapsedAt'),
  StepForwarded: step('Chuyển hồ sơ để giải quyết', 'forwardedAt'),
  StepReturned: step('Chuyển trả bước xử lý trước', 'returnedAt'),
  StepRecalled: step('Thu hồi bước xử lý', 'recalledAt'),
  HandlerAssigned: nothing,
  OpinionRequested: nothing,
  OpinionGiven: nothing,
  DossierTransferred: step('Chuyển hồ sơ đến đơn vị có thẩm quyền', 'transferredAt'),
  ProcedureCaseChanged: packet('changedAt'),
  DueDateExtended: packet('extendedAt'),
  DueDateMoved: packet('movedAt'),
  DeadlineWarned: nothing,
  DeadlineMissed: nothing,
  DossierStopped: status('Dừng xử lý hồ sơ', 'stoppedAt'),
  DossierReopened: status('Tiếp tục xử lý hồ sơ', 'reopenedAt'),
  PaymentRequested: status('Yêu cầu thực hiện nghĩa vụ tài chính', 'requestedAt'),
  PaymentConfirmed: status('Đã thực hiện nghĩa vụ tài chính', 'confirmedAt'),
  PaymentCancelled: status('Hủy yêu cầu thực hiện nghĩa vụ tài chính', 'cancelledAt'),
  PaymentRefunded: nothing,
  ExternalCodeNoted: nothing,
  ResultReceived: nothing,
  OfficerTaskRaised: nothing,
  OfficerTaskSettled: nothing,
  MirrorStatusReported: nothing,
  AccountResolved: packet('resolvedAt'),
  ResultSigned: status('Đã có kết quả giải quyết', 'signedAt'),
  PostalReturnRegistered: packet('registeredAt'),
  ResultReturned: status('Trả kết quả', 'returnedAt'),
  ResultCorrected: packet('correctedAt'),
  ResultRevoked: packet('revokedAt'),
  DossierRated: nothing,
  SubjectErased: { tells: 'erased' },
};

/** The facts that the consumer wants to hear of. */
export const heardTypes: readonly string[] = Object.entries(toldFacts)
  .filter(([, { tells }]) => tells !== 'nothing')
  .map(([type]) => type);

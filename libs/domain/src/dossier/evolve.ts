import type { DossierEvent } from './dossier-event.js';
import type { Dossier } from './dossier-state.js';
import {
  afterAcceptance,
  afterAttachment,
  afterCode,
  afterErasure,
  afterRefusal,
  afterRouting,
  afterSubmission,
  afterVoid,
  afterWithdrawal,
  reserved,
} from './folds/intake-folds.js';
import {
  afterMirrorReport,
  withAccount,
  withExternalCode,
  withReceivedResult,
  withSettledTask,
  withTask,
} from './folds/outside-folds.js';
import { afterPaymentEnd, afterPaymentRequest, afterRefund } from './folds/payment-folds.js';
import {
  afterCaseChange,
  afterExtension,
  afterForward,
  afterMove,
  afterReopening,
  afterStop,
  afterTransfer,
  withAnsweredOpinion,
  withDeadline,
  withHandler,
  withHandlerBack,
  withOpinion,
} from './folds/processing-folds.js';
import {
  afterPostalRegistration,
  afterReturn,
  afterSigning,
  withCorrection,
  withRating,
  withRevocation,
} from './folds/result-folds.js';
import {
  afterSupplementCompletion,
  afterSupplementLapse,
  afterSupplementRequest,
  withAnswer,
} from './folds/supplement-folds.js';

/**
 * Folds one fact into a dossier. Total: a fact that does not fit the state it meets (a foreign or damaged history) leaves the
 * state as it is, so no order of facts reaches a state that the rules do not know.
 */
export function evolve(state: Dossier, event: DossierEvent): Dossier {
  switch (event.type) {
    case 'CodeRequested':
      return reserved(state, event.data);
    case 'DossierSubmitted':
      return afterSubmission(state, event.data);
    case 'DossierCodeAssigned':
      return afterCode(state, event.data);
    case 'CodeVoided':
      return afterVoid(state, event.data);
    case 'AttachmentAdded':
      return afterAttachment(state, event.data);
    case 'DossierAccepted':
      return afterAcceptance(state, event.data);
    case 'RoutingDecided':
      return afterRouting(state, event.data);
    case 'IntakeRefused':
      return afterRefusal(state);
    case 'DossierWithdrawn':
      return afterWithdrawal(state);
    case 'SupplementRequested':
      return afterSupplementRequest(state, event.data);
    case 'SupplementSubmitted':
      return withAnswer(state, event.data);
    case 'SupplementCompleted':
      return afterSupplementCompletion(state, event.data);
    case 'SupplementLapsed':
      return afterSupplementLapse(state, event.data);
    case 'StepForwarded':
      return afterForward(state, event.data);
    case 'StepReturned':
      return withHandlerBack(state, event.data.handler, event.data.returnedAt);
    case 'StepRecalled':
      return withHandlerBack(state, event.data.handler, event.data.recalledAt);
    case 'HandlerAssigned':
      return withHandler(state, event.data.handler);
    case 'OpinionRequested':
      return withOpinion(state, event.data);
    case 'OpinionGiven':
      return withAnsweredOpinion(state, event.data.opinionId);
    case 'DossierTransferred':
      return afterTransfer(state, event.data);
    case 'ProcedureCaseChanged':
      return afterCaseChange(state, event.data);
    case 'DueDateExtended':
      return afterExtension(state, event.data);
    case 'DueDateMoved':
      return afterMove(state, event.data);
    case 'DeadlineWarned':
      return withDeadline(state, 'warned', event.data);
    case 'DeadlineMissed':
      return withDeadline(state, 'missed', event.data);
    case 'DossierStopped':
      return afterStop(state, event.data.stoppedAt);
    case 'DossierReopened':
      return afterReopening(state, event.data);
    case 'PaymentRequested':
      return afterPaymentRequest(state, event.data);
    case 'PaymentConfirmed':
      return afterPaymentEnd(state, 'paid', event.data.confirmedAt, event.data);
    case 'PaymentCancelled':
      return afterPaymentEnd(state, 'cancelled', event.data.cancelledAt, event.data);
    case 'PaymentRefunded':
      return afterRefund(state, event.data.paymentId);
    case 'ExternalCodeNoted':
      return withExternalCode(state, event.data.externalCode);
    case 'ResultReceived':
      return withReceivedResult(state, event.data);
    case 'OfficerTaskRaised':
      return withTask(state, event.data);
    case 'OfficerTaskSettled':
      return withSettledTask(state, event.data.taskId);
    case 'MirrorStatusReported':
      return afterMirrorReport(state, event.data);
    case 'AccountResolved':
      return withAccount(state, event.data.outcome);
    case 'ResultSigned':
      return afterSigning(state, event.data);
    case 'PostalReturnRegistered':
      return afterPostalRegistration(state);
    case 'ResultReturned':
      return afterReturn(state);
    case 'ResultCorrected':
      return withCorrection(state, event.data.document);
    case 'ResultRevoked':
      return withRevocation(state);
    case 'DossierRated':
      return withRating(state, event.data.ratedAt);
    case 'SubjectErased':
      return afterErasure(state, event.data.policy);
  }
}

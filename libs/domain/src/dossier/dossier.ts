import type { Decider } from '../decider.js';
import type { Catalogue } from '../procedures/catalogue.js';
import { applyOutage, extendDueDate, missDeadline, warnDeadline } from './decisions/deadline.js';
import {
  acceptDossier,
  addAttachment,
  eraseSubject,
  receiveAtCounter,
  refuseIntake,
  requestCode,
  submitDossier,
  voidCode,
  withdrawDossier,
} from './decisions/intake.js';
import {
  noteExternalCode,
  raiseOfficerTask,
  reportMirrorStatus,
  reportResult,
  resolveAccount,
  settleOfficerTask,
} from './decisions/outside.js';
import { cancelPayment, confirmPayment, refundPayment, requestPayment } from './decisions/payment.js';
import {
  assignHandler,
  changeProcedureCase,
  forwardStep,
  giveOpinion,
  recallStep,
  reopenDossier,
  requestOpinion,
  returnStep,
  stopDossier,
  transferDossier,
} from './decisions/processing.js';
import { rateDossier } from './decisions/rating.js';
import { correctResult, registerPostalReturn, returnResult, revokeResult, signResult } from './decisions/result.js';
import { completeSupplement, lapseSupplement, requestSupplement, submitSupplement } from './decisions/supplement.js';
import type { DossierCommand } from './dossier-command.js';
import type { DossierEvent } from './dossier-event.js';
import type { Dossier } from './dossier-state.js';
import { evolve } from './evolve.js';

/** The decisions of a dossier, by the rules of the catalogue that is in force for it; one small function per command. */
export function dossierDecider(catalogue: Catalogue): Decider<Dossier, DossierCommand, DossierEvent> {
  return {
    initialState: () => ({ status: 'none' }),
    evolve,
    decide: (command, state) => decide(command, state, catalogue),
  };
}

function decide(command: DossierCommand, state: Dossier, catalogue: Catalogue): DossierEvent[] {
  switch (command.type) {
    case 'RequestCode':
      return requestCode(command, state, catalogue);
    case 'VoidCode':
      return voidCode(command, state, catalogue);
    case 'SubmitDossier':
      return submitDossier(command, state, catalogue);
    case 'ReceiveAtCounter':
      return receiveAtCounter(command, state, catalogue);
    case 'AddAttachment':
      return addAttachment(command, state, catalogue);
    case 'AcceptDossier':
      return acceptDossier(command, state, catalogue);
    case 'RefuseIntake':
      return refuseIntake(command, state, catalogue);
    case 'WithdrawDossier':
      return withdrawDossier(command, state, catalogue);
    case 'EraseSubject':
      return eraseSubject(command, state, catalogue);
    case 'RequestSupplement':
      return requestSupplement(command, state, catalogue);
    case 'SubmitSupplement':
      return submitSupplement(command, state, catalogue);
    case 'CompleteSupplement':
      return completeSupplement(command, state, catalogue);
    case 'LapseSupplement':
      return lapseSupplement(command, state, catalogue);
    case 'ForwardStep':
      return forwardStep(command, state, catalogue);
    case 'ReturnStep':
      return returnStep(command, state, catalogue);
    case 'RecallStep':
      return recallStep(command, state, catalogue);
    case 'AssignHandler':
      return assignHandler(command, state, catalogue);
    case 'RequestOpinion':
      return requestOpinion(command, state, catalogue);
    case 'GiveOpinion':
      return giveOpinion(command, state, catalogue);
    case 'TransferDossier':
      return transferDossier(command, state, catalogue);
    case 'ChangeProcedureCase':
      return changeProcedureCase(command, state, catalogue);
    case 'StopDossier':
      return stopDossier(command, state, catalogue);
    case 'ReopenDossier':
      return reopenDossier(command, state, catalogue);
    case 'ExtendDueDate':
      return extendDueDate(command, state, catalogue);
    case 'ApplyOutage':
      return applyOutage(command, state, catalogue);
    case 'WarnDeadline':
      return warnDeadline(command, state, catalogue);
    case 'MissDeadline':
      return missDeadline(command, state, catalogue);
    case 'RequestPayment':
      return requestPayment(command, state, catalogue);
    case 'ConfirmPayment':
      return confirmPayment(command, state, catalogue);
    case 'CancelPayment':
      return cancelPayment(command, state, catalogue);
    case 'RefundPayment':
      return refundPayment(command, state, catalogue);
    case 'NoteExternalCode':
      return noteExternalCode(command, state, catalogue);
    case 'ReportResult':
      return reportResult(command, state, catalogue);
    case 'RaiseOfficerTask':
      return raiseOfficerTask(command, state, catalogue);
    case 'SettleOfficerTask':
      return settleOfficerTask(command, state, catalogue);
    case 'ReportMirrorStatus':
      return reportMirrorStatus(command, state, catalogue);
    case 'ResolveAccount':
      return resolveAccount(command, state, catalogue);
    case 'SignResult':
      return signResult(command, state, catalogue);
    case 'RegisterPostalReturn':
      return registerPostalReturn(command, state, catalogue);
    case 'ReturnResult':
      return returnResult(command, state, catalogue);
    case 'CorrectResult':
      return correctResult(command, state, catalogue);
    case 'RevokeResult':
      return revokeResult(command, state, catalogue);
    case 'RateDossier':
      return rateDossier(command, state, catalogue);
  }
}

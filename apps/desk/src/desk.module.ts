import { Module } from '@nestjs/common';
import { AcceptDossierController } from './accept-dossier/accept-dossier.controller.js';
import { AddScanController } from './add-scan/add-scan.controller.js';
import { administrationControllers, administrationProviders } from './administration/administration.parts.js';
import { CancelPaymentController } from './cancel-payment/cancel-payment.controller.js';
import { ChangeProcedureCaseController } from './change-procedure-case/change-procedure-case.controller.js';
import { CompleteSupplementController } from './complete-supplement/complete-supplement.controller.js';
import { CorrectResultController } from './correct-result/correct-result.controller.js';
import { DeadlineListController } from './deadline-list/deadline-list.controller.js';
import { DeadlineTeller } from './deadlines/deadline-teller.js';
import { DeadlineConsumer } from './deadlines/deadline.consumer.js';
import { DeskTimers } from './desk-timers.js';
import { ApplyOutageController } from './apply-outage/apply-outage.controller.js';
import { AttachmentController } from './dossier-page/attachment.controller.js';
import { DossierPageController } from './dossier-page/dossier-page.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { DeclarationFormController } from './dossier-page/declaration-form.controller.js';
import { DuePreviewController } from './due-preview/due-preview.controller.js';
import { ExchangesController } from './exchanges/exchanges.controller.js';
import { ExtendDueDateController } from './extend-due-date/extend-due-date.controller.js';
import { DossierFiles } from './files/dossier-files.js';
import { FileDoor } from './files/file-door.js';
import { FileRows } from './files/file-rows.js';
import { Scans } from './files/scans.js';
import { UploadFileController } from './files/upload-file.controller.js';
import { ForwardStepController } from './forward-step/forward-step.controller.js';
import { GiveOpinionController } from './give-opinion/give-opinion.controller.js';
import { DossierReach } from './officer-command/dossier-reach.js';
import { OfficerCommands } from './officer-command/officer-commands.js';
import { ChangeListeners } from './live-updates/change-listeners.js';
import { ChangeReader } from './live-updates/change-reader.js';
import { ChangeTail } from './live-updates/change-tail.js';
import { ChangesController } from './live-updates/changes.controller.js';
import { paperControllers, paperProviders } from './official-forms/official-forms.parts.js';
import { Pages } from './pages/pages.js';
import { PossibleCommands } from './possible-commands/possible-commands.js';
import { RateServiceController } from './rate-service/rate-service.controller.js';
import { RecordPaymentController } from './record-payment/record-payment.controller.js';
import { RefundPaymentController } from './refund-payment/refund-payment.controller.js';
import { RefuseIntakeController } from './refuse-intake/refuse-intake.controller.js';
import { RegisterPostalReturnController } from './register-postal-return/register-postal-return.controller.js';
import { ReopenDossierController } from './reopen-dossier/reopen-dossier.controller.js';
import { RequestOpinionController } from './request-opinion/request-opinion.controller.js';
import { RequestPaymentController } from './request-payment/request-payment.controller.js';
import { RequestSupplementController } from './request-supplement/request-supplement.controller.js';
import { ReturnResultController } from './return-result/return-result.controller.js';
import { RevokeResultController } from './revoke-result/revoke-result.controller.js';
import { SavedViewsController } from './saved-views/saved-views.controller.js';
import { SessionController } from './sign-in/session.controller.js';
import { SignIn } from './sign-in/sign-in.js';
import { SettleTaskController } from './settle-task/settle-task.controller.js';
import { SignResultController } from './sign-result/sign-result.controller.js';
import { statisticsControllers, statisticsProviders } from './statistics/statistics.parts.js';
import { StopDossierController } from './stop-dossier/stop-dossier.controller.js';
import { TakeSupplementController } from './take-supplement/take-supplement.controller.js';
import { TrackingRegisterController } from './tracking-register/tracking-register.controller.js';
import { TransferDossierController } from './transfer-dossier/transfer-dossier.controller.js';
import { DeskViews } from './views/desk-views.js';
import { UnreadablePeople } from './views/unreadable-people.js';
import { ViewWatch } from './views/view-watch.js';
import { WithdrawDossierController } from './withdraw-dossier/withdraw-dossier.controller.js';
import { WorkListController } from './work-list/work-list.controller.js';
import { WorkListReader } from './work-list/work-list.reader.js';

const commands = [
  AcceptDossierController,
  RefuseIntakeController,
  WithdrawDossierController,
  RequestSupplementController,
  TakeSupplementController,
  CompleteSupplementController,
  ForwardStepController,
  RequestOpinionController,
  GiveOpinionController,
  TransferDossierController,
  ChangeProcedureCaseController,
  ExtendDueDateController,
  ApplyOutageController,
  RequestPaymentController,
  RecordPaymentController,
  CancelPaymentController,
  RefundPaymentController,
  StopDossierController,
  ReopenDossierController,
  SignResultController,
  RegisterPostalReturnController,
  ReturnResultController,
  CorrectResultController,
  RevokeResultController,
  SettleTaskController,
  AddScanController,
  UploadFileController,
  RateServiceController,
];

const reads = [
  WorkListController,
  SavedViewsController,
  ChangesController,
  DirectoryController,
  DossierPageController,
  DeclarationFormController,
  DuePreviewController,
  ExchangesController,
  AttachmentController,
  TrackingRegisterController,
  DeadlineListController,
];

/** Một cửa: what officers do with dossiers, what they see of them, and the watch over deadlines. */
@Module({
  controllers: [
    ...commands,
    ...reads,
    ...administrationControllers,
    ...paperControllers,
    ...statisticsControllers,
    SessionController,
    DeadlineConsumer,
  ],
  providers: [
    Pages,
    SignIn,
    FileDoor,
    FileRows,
    DossierFiles,
    Scans,
    DossierReach,
    PossibleCommands,
    OfficerCommands,
    DeskTimers,
    DeadlineTeller,
    DeskViews,
    UnreadablePeople,
    ViewWatch,
    WorkListReader,
    ChangeReader,
    ChangeTail,
    ChangeListeners,
    ...administrationProviders,
    ...paperProviders,
    ...statisticsProviders,
  ],
})
export class DeskModule {}

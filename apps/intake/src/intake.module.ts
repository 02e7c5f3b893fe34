import { Clock, Database, FileLinks, Sealer } from '@motcua/service-kit';
import { Module } from '@nestjs/common';
import { CodeWaiter } from './dossiers/code-waiter.js';
import { Dossiers } from './dossiers/dossiers.js';
import { DraftChecks } from './dossiers/draft.js';
import { Persons } from './dossiers/persons.js';
import { Receipts } from './dossiers/receipt.js';
import { TakingIn } from './dossiers/taking-in.js';
import { DownloadController } from './download-file/download.controller.js';
import {
  ExternalController,
  PortalPushController,
  ReserveCodeController,
  VneidController,
} from './external-intake/external.controllers.js';
import { ExternalFiles } from './external-intake/external-files.js';
import { ExternalSubmissions } from './external-intake/external-submissions.js';
import { PortalAnswers, VneidAnswers } from './external-intake/foreign-answers.filter.js';
import { IntegrationClients } from './external-intake/integration-clients.js';
import { LegacyController } from './external-intake/legacy.controller.js';
import { PortalPush } from './external-intake/portal-push.js';
import { Reservations } from './external-intake/reservations.js';
import { ReservationExpiry } from './external-intake/reservation-expiry.js';
import { VneidIntake } from './external-intake/vneid-intake.js';
import { IntakeTimers } from './intake-timers.js';
import { IntakeViews } from './views.js';
import { OwnDossiersController } from './own-dossiers/own-dossiers.controller.js';
import { OwnFilesController } from './own-dossiers/own-files.controller.js';
import { OwnList } from './own-dossiers/own-list.js';
import { OwnPersonController } from './own-dossiers/own-person.controller.js';
import { OwnPictures } from './own-dossiers/own-picture.js';
import { ProceduresController } from './procedures/procedures.controller.js';
import { CounterController } from './receive-at-counter/counter.controller.js';
import { CounterIntake } from './receive-at-counter/counter-intake.js';
import { CounterVisits } from './receive-at-counter/counter-visits.js';
import { OwnUnit } from './receive-at-counter/own-unit.js';
import { DraftRows } from './save-draft/draft-rows.js';
import { Drafts } from './save-draft/drafts.js';
import { DraftsController } from './save-draft/drafts.controller.js';
import { SubmitDossierController } from './submit-dossier/submit-dossier.controller.js';
import { Submissions } from './submit-dossier/submissions.js';
import { SupplementController } from './supplement-dossier/supplement.controller.js';
import { Supplements } from './supplement-dossier/supplements.js';
import { DossierCodes } from './track-dossier/dossier-codes.js';
import { PublicStatuses } from './track-dossier/public-status.js';
import { ShownRows } from './track-dossier/shown-rows.js';
import { TrackingController } from './track-dossier/tracking.controller.js';
import { UploadController } from './upload-file/upload.controller.js';
import { UploadDoor } from './upload-file/upload-door.js';
import { UploadExpiry } from './upload-file/upload-expiry.js';
import { UploadRows } from './upload-file/upload-rows.js';
import { Uploads } from './upload-file/uploads.js';
import { WithdrawalController } from './withdraw-dossier/withdrawal.controller.js';

const fileLinks = {
  provide: FileLinks,
  inject: [Database, Sealer, Clock],
  useFactory: (database: Database, sealer: Sealer, clock: Clock) => new FileLinks(database, sealer, clock),
};

/** Declarations become dossiers, on every channel; and everything the applicant may ask afterwards. */
@Module({
  controllers: [
    UploadController,
    DraftsController,
    SubmitDossierController,
    OwnDossiersController,
    OwnFilesController,
    OwnPersonController,
    SupplementController,
    WithdrawalController,
    CounterController,
    TrackingController,
    ProceduresController,
    ReserveCodeController,
    ExternalController,
    VneidController,
    PortalPushController,
    LegacyController,
    DownloadController,
  ],
  providers: [
    IntakeTimers,
    IntakeViews,
    CodeWaiter,
    Dossiers,
    DraftChecks,
    DraftRows,
    Drafts,
    OwnList,
    OwnPictures,
    Persons,
    Receipts,
    TakingIn,
    UploadDoor,
    UploadExpiry,
    UploadRows,
    Uploads,
    fileLinks,
    Submissions,
    Supplements,
    CounterIntake,
    CounterVisits,
    OwnUnit,
    DossierCodes,
    ShownRows,
    PublicStatuses,
    ExternalFiles,
    ExternalSubmissions,
    IntegrationClients,
    PortalPush,
    Reservations,
    ReservationExpiry,
    VneidIntake,
    PortalAnswers,
    VneidAnswers,
  ],
})
export class IntakeModule {}

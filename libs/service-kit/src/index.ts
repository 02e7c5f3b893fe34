export { Clock, SystemClock } from './clock.js';
export { Sealer, eventContext } from './sealing/sealer.js';
export { KeysDestroyed, KeysMissing, KeyVault } from './sealing/key-vault.js';
export type { KeyUse } from './sealing/key-vault.js';
export { unlessForgotten } from './sealing/unless-forgotten.js';
export { MemoryKeyVault } from './sealing/memory-key-vault.js';
export { PostgresKeyVault, keyMigrations } from './sealing/postgres-key-vault.js';
export { VaultSealer } from './sealing/vault-sealer.js';
export type { KeyRing } from './sealing/key-file.js';
export { KeyFileFault, newKeyRing, readKeyFile, writeKeyFile } from './sealing/key-file.js';
export { PaperKeys, publishedPaperKeys } from './papers/paper-keys.js';
export { BlobStore } from './blobs/blob-store.js';
export type { StoredBlob } from './blobs/blob-store.js';
export { FolderBlobStore } from './blobs/folder-blob-store.js';
export type { View } from './views/view.js';
export { ViewBuilds } from './views/view-builds.js';
export { ViewRunner } from './views/view-runner.js';
export type { ViewRunnerOptions, ViewState } from './views/view-runner.js';
export type { BuildJob, SwitchOn, ViewBuild } from './views/view-builds.js';
export { foldRows, upsertRows } from './views/rows.js';
export type { KeyedTable, RowFold } from './views/rows.js';
export { viewMigrations } from './views/view.migrations.js';
export { Lease } from '@motcua/messaging/embedded';
export type { Grant, LeaseOptions } from '@motcua/messaging/embedded';
export { FEED, OnLifecycle } from './feed/on-lifecycle.js';
export type { LifecycleHandler } from './feed/on-lifecycle.js';
export { FeedContext } from './feed/feed-context.js';
export { FeedServer } from './feed/feed-server.js';
export type { NamedConsumerState } from './feed/feed-server.js';
export { connectFeed } from './feed/connect-feed.js';
export type { DueTimer, TimerExecutor } from './timers/timers.js';
export { AppTimers } from './timers/app-timers.js';
export { NotYet } from './timers/not-yet.js';
export { timerMigrations } from './timers/timers.migrations.js';
export { Actor, roles } from './auth/actor.js';
export type { Role } from './auth/actor.js';
export { CurrentActor, CurrentSession, Public, PublicToVisitors, Roles, Visitor } from './auth/decorators.js';
export { Authenticator } from './auth/authenticator.js';
export type { AuthenticatedRequest, CookieSessions } from './auth/authenticator.js';
export { OwnCookies, SessionCookie } from './auth/sessions/session-cookie.js';
export { SessionSecret } from './auth/sessions/session-secret.js';
export { sessionMigrations } from './auth/sessions/session.migrations.js';
export type { Session, SessionLimits, SignedIn } from './auth/sessions/session.js';
export { Sessions } from './auth/sessions/sessions.js';
export type { Found } from './auth/sessions/sessions.js';
export { DemoIssuer } from './auth/demo-issuer.js';
export type { DemoClaims } from './auth/demo-issuer.js';
export { demandTokenBeforeBody } from './auth/token-before-body.js';
export { InvalidToken, IssuerUnreachable, TokenVerifier, actorOf } from './auth/token-verifier.js';
export type { AuthOptions } from './auth/token-verifier.js';
export { bootstrap } from './bootstrap.js';
export type { BootstrapOptions } from './bootstrap.js';
export { FileClock, FileClockHand } from './clock/file-clock.js';
export { SteppedClock } from './clock/stepped-clock.js';
export { CommandHandler, CommandIdReused } from './commands/command-handler.js';
export type { CommandRequest, Handled } from './commands/command-handler.js';
export { FactStamp, factOf } from './commands/fact-stamp.js';
export type { Cause, StorableFact } from './commands/fact-stamp.js';
export { Env } from './config/env.js';
export type { EnvKind, EnvOptions } from './config/env.js';
export { openStore } from './configured-store.js';
export { InstallationConfig } from './config/installation-config.js';
export { kafkaAccess } from './config/kafka-access.js';
export { KitConfig } from './config/kit-config.js';
export { ConfigInvalid, loadConfig } from './config/load-config.js';
export type { ConfigFault } from './config/load-config.js';
export { configuredHttp, configuredKit, sharedMigrations } from './configured-kit.js';
export { currentContext, withContext } from './context/request-context.js';
export type { RequestContext } from './context/request-context.js';
export { Database } from './database/database.js';
export type { DatabaseOptions } from './database/database.js';
export { kitMigrations } from './database/kit-migrations.js';
export { MigrationChanged, migrate } from './database/migrate.js';
export type { Migration } from './database/migration.js';
export { Limited } from './http/rate-limits.js';
export type { LimitKind, RateLimits } from './http/rate-limits.js';
export type { HttpRules } from './http/fastify.js';
export { IdempotencyKey, commandIdOf, idempotencyKeyOf } from './http/idempotency-key.js';
export { PageQuery, cursorInvalid, decodeCursor, encodeCursor, pageOf } from './http/paging.js';
export type { Page } from './http/paging.js';
export { Problem } from './http/problem.js';
export { problemOf } from './http/problem-of.js';
export type { FieldFault, ProblemDocument, ProblemExtras } from './http/problem.js';
export { MOTCUA_NAMESPACE, isUuid, randomId, uuidv5 } from './ids/uuid.js';
export { KitModule } from './kit.module.js';
export type { KitOptions, PartFactory } from './kit-options.js';
export { KitParts } from './kit-parts.js';
export { JsonLog } from './logging/json-log.js';
export type { JsonLogOptions } from './logging/json-log.js';
export { Log } from './logging/log.js';
export type { LogFields } from './logging/log.js';
export { Health } from './management/health.js';
export type { CheckResult, HealthReport } from './management/health.js';
export type { ManagementAddress } from './management/management-server.js';
export { Metrics } from './management/metrics.js';
export { ApiProblems } from './openapi/api-problems.js';
export { openApiOf, type ApiDescription } from './openapi/openapi.js';
export { AccessLog } from './personal/access-log.js';
export type { AccessEntry, AccessPage, AccessSearch } from './personal/access-log.js';
export { MemoryAccessLog } from './personal/memory-access-log.js';
export { PostgresAccessLog } from './personal/postgres-access-log.js';
export { isOwnDossier } from './personal/ownership.js';
export { isHeldForKeys } from './delivery/held-for-keys.js';
export { MISSING_TEXT } from './personal/missing-text.js';
export { PersonalData, unreadableIn } from './personal/personal-data.js';
export type { OpenedEvent, Revealed, SealedField, Unreadable } from './personal/personal-data.js';
export { startApp } from './start-app.js';
export type { AppOptions, RunningApp } from './start-app.js';
export { loadProfiles } from './wire/load-profiles.js';
export type { WireProfiles } from './wire/load-profiles.js';
export { InvalidProfile } from './wire/wire-profile.js';
export type { OperationProfile, ProfileFault, SystemConnection, WireProfile } from './wire/wire-profile.js';
export { NationalPortalPort, ProfessionalSystemPort } from './wire/ports.js';
export type {
  AttachmentView,
  CallContext,
  CatalogueItem,
  Cursor,
  DossierSnapshot,
  ExternalStatus,
  LifecycleStep,
  NationalDossierReport,
  PortalFinding,
  Prepared,
  ResultPackage,
  SubmissionView,
  SupplementView,
  UnitView,
} from './wire/ports.js';
export { ProfiledPortal } from './wire/profiled-portal.js';
export { ProfiledSystem } from './wire/profiled-system.js';
export { ProfileClient } from './wire/profile-client.js';
export type { PreparedCall, WireItems } from './wire/profile-client.js';
export { WireClients } from './wire/wire-clients.js';
export type { SystemConnections } from './wire/wire-clients.js';
export { PostgresExchangeJournal, exchangeMigrations } from './wire/postgres-exchange-journal.js';
export { ExchangeJournal } from './wire/exchange-journal.js';
export type { Exchange } from './wire/exchange-journal.js';
export { deliveryActs } from './delivery/delivery-acts.js';
export { DeliveryReach } from './delivery/delivery-reach.js';
export { DeliverySystem } from './delivery/delivery-system.js';
export type { LaneOperation } from './delivery/delivery-system.js';
export { DeliveryEngine } from './delivery/delivery-engine.js';
export { LaneEngine, deliveryTimer } from './delivery/lane-engine.js';
export type { LaneEngineParts } from './delivery/lane-engine.js';
export { laneOperationOf, lanePolicyOf } from './delivery/lane-settings.js';
export type {
  DeliveryRequest,
  LaneAct,
  LaneActed,
  LaneOrder,
  LaneTarget,
  StatusReport,
} from './delivery/delivery-engine.js';
export { CatalogueContents } from './catalogue/catalogue-contents.js';
export { CatalogueFault } from './catalogue/catalogue-fault.js';
export type { FileFault } from './catalogue/catalogue-fault.js';
export type { CatalogueAbout, ProcedureNotes } from './catalogue/catalogue-parts.js';
export { loadCatalogue } from './catalogue/load-catalogue.js';
export type { LoadedCatalogue } from './catalogue/load-catalogue.js';
export type { DeclarationIssue, DeclarationIssueCode } from './declaration/declaration-issue.js';
export { DeclarationSchemas } from './declaration/declaration-schemas.js';
export type { CodeList, CodeListEntry } from './declaration/form-keywords.js';
export type { FormField, Sensitivity } from './declaration/schema-fields.js';
export { byteRange } from './files/byte-range.js';
export type { ByteRange } from './files/byte-range.js';
export { FileLinks } from './files/file-links.js';
export type { LinkedFile, OpenedLink } from './files/file-links.js';
export { MIME_OF_EXTENSION, sniffFile } from './files/sniff-file.js';
export { fileLinkMigrations } from './files/file-links.migrations.js';
export { UnreadableRecords } from './feed/unreadable-records.js';
export type { Acknowledgement, UnreadablePlace } from './feed/unreadable-records.js';
export { ConsumerResets } from './replay/consumer-resets.js';
export type { ConsumerReset, DossierVersion } from './replay/consumer-resets.js';
export { MatchingFacts } from './replay/matching-facts.js';
export { ReplayRunner } from './replay/replay-runner.js';
export type { ReplayRunnerParts } from './replay/replay-runner.js';
export { dossierFacts, dossierOf, sharedLog } from './replay/shared-log.js';
export type { SharedLog, SharedLogQuestion } from './replay/shared-log.js';
export { ReplayStopped } from './replay/replay-work.js';
export type { Counted, ReplayCount, ReplayOutcome, ReplaySteps, ReplayWork } from './replay/replay-work.js';

import { instant, epoch, localDay } from '../../calendar/local-time.js';
import { codeIssuedAt } from '../../code-series/code-policy.js';
import type { Catalogue } from '../../procedures/catalogue.js';
import type { Channel, ProcedureVersion } from '../../procedures/procedure.js';
import { isBoundaryFree, resolvingUnitOf } from '../../procedures/competence.js';
import { missingComponents } from '../../procedures/components.js';
import type { Unit } from '../../procedures/unit.js';
import type { Submission } from '../dossier-command.js';
import type { DossierEvent, SubmissionPersonal } from '../dossier-event.js';
import { type Dossier, isOnline } from '../dossier-state.js';
import { isLater, refuse } from '../guards.js';
import { limitOf } from './clock.js';

type Submitted = Submission & {
  readonly channel: Channel;
  readonly now: string;
  readonly postmarkedAt?: string | null;
};

/**
 * The fact of a submission, on any channel: T01, and the first half of T02.
 *
 * @law NĐ 61/2018/NĐ-CP art. 16 (online), 17.1 (counter and post); NĐ 224/2026 art. 15.1.i (mirrors are not submitted here);
 * by post the postmark chooses the version (NĐ 216/2026 art. 28; for all procedures our choice)
 */
export function submission(
  data: Submitted,
  personal: SubmissionPersonal,
  state: Dossier,
  catalogue: Catalogue,
): Extract<DossierEvent, { type: 'DossierSubmitted' }> {
  isNew(state);
  const { dossierId, channel, procedureCase, returnMethod, externalCodes, components, now } = data;
  const postmarkedAt = postmark(data);
  const receivedAt = postmarkedAt ?? now;
  const day = localDay(receivedAt);
  const version = openVersion(catalogue.resolve(data.procedureCode, day), channel);
  limitOf(version, procedureCase);
  const receiving = receivingUnit(catalogue.unit(data.receivingUnit, localDay(now)), state);
  const resolving = resolvingUnit(data.competentUnit, receiving, version, catalogue);
  checkComponents(data, personal, version);
  checkFee(data);
  const calendarVersion = catalogue.calendarVersion(resolving, day);
  return {
    type: 'DossierSubmitted',
    data: {
      dossierId,
      channel,
      procedureCode: version.code,
      procedureVersionId: version.id,
      procedureCase,
      ruleSet: version.ruleSet,
      receivingUnit: receiving.code,
      resolvingUnit: resolving,
      submittedAt: now,
      receivedAt,
      postmarkedAt,
      calendarVersion,
      codeIssuedAt: codeIssuedAt(receiving.codePolicy, channel),
      returnMethod,
      externalCodes,
      components,
      intakeAnswer: isOnline(channel)
        ? catalogue.due(version.limits.intakeAnswer.online, now, receiving.code, calendarVersion)
        : null,
      feeCollect: data.feeCollect,
      feeAmount: data.feeAmount,
    },
    personal,
  };
}

function isNew(state: Dossier): void {
  if (state.status === 'codeVoided') refuse('dossier.reservation-closed');
  if (state.status !== 'none' && state.status !== 'reserved') refuse('dossier.already-submitted');
}

function postmark({ channel, postmarkedAt = null, now }: Submitted): string | null {
  if (postmarkedAt === null) return null;
  if (channel !== 'post') refuse('dossier.postmark-only-by-post');
  if (isLater(postmarkedAt, now)) refuse('dossier.postmark-in-future');
  return instant(epoch(postmarkedAt));
}

function openVersion(version: ProcedureVersion, channel: Channel): ProcedureVersion {
  if (version.route === 'ministryCentral') refuse('dossier.mirror-only', { procedure: version.code });
  if (!version.channels.includes(channel)) refuse('dossier.channel-not-open', { procedure: version.code, channel });
  return version;
}

function receivingUnit(unit: Unit, state: Dossier): Unit {
  if (!unit.receives) refuse('dossier.unit-not-receiving', { unit: unit.code });
  if (state.status === 'reserved' && state.unitCode !== unit.code) refuse('dossier.reservation-differs');
  return unit;
}

/** The unit that decides; the receiving one may take dossiers in for another only where the procedure is boundary-free. */
function resolvingUnit(
  competentUnit: string | null,
  receiving: Unit,
  version: ProcedureVersion,
  catalogue: Catalogue,
): string {
  const competent = competentUnit === null ? receiving.code : catalogue.unit(competentUnit).code;
  if (!isBoundaryFree(version, receiving.code, competent)) refuse('dossier.boundary-free-not-open');
  return resolvingUnitOf(version, competent);
}

/** The e-file is kept before the hand-over: what was uploaded or scanned is there as a file. @law NĐ 61/2018 art. 17.3 */
function checkComponents(data: Submitted, personal: SubmissionPersonal, version: ProcedureVersion): void {
  const present = data.components.map(({ componentCode }) => componentCode);
  const missing = missingComponents(version, personal.declaration, data.channel, present);
  if (missing.length > 0)
    refuse('dossier.components-missing', { components: missing.map(({ anyOf }) => anyOf[0]!.code) });
  const unscanned = data.components.filter(({ source, blobId }) => source === 'upload' && blobId === null);
  if (unscanned.length > 0)
    refuse('dossier.component-not-scanned', { components: unscanned.map(({ componentCode }) => componentCode) });
  if (new Set(data.components.map(({ attachmentId }) => attachmentId)).size !== data.components.length)
    refuse('dossier.attachment-duplicate');
}

function checkFee({ feeAmount }: Submitted): void {
  if (!Number.isSafeInteger(feeAmount) || feeAmount < 0) refuse('dossier.fee-invalid');
}

import type { Dossier } from '@motcua/domain';
import { type Actor, Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { Dossiers } from '../dossiers/dossiers.js';
import type { Draft } from '../dossiers/draft.js';
import { DossierCodes, channelOf } from '../track-dossier/dossier-codes.js';
import { type ExternalSubmission, ExternalSubmissions } from './external-submissions.js';
import type { IntegrationClient } from './integration-clients.js';
import { VNEID_PROCEDURE, type VneidSubmission, readVneid } from './vneid-declaration.js';

const NOT_OPEN = 'Hồ sơ không ở trạng thái bổ sung, không thể thực hiện cập nhật';

/** Criminal-record dossiers of VNeID: sent under a code that was reserved before; sent again only as the answer to a supplement. */
@Injectable()
export class VneidIntake {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly codes: DossierCodes,
    private readonly external: ExternalSubmissions,
  ) {}

  /** An exact repeat of a body that is stored already changes nothing and succeeds. */
  async take(body: unknown, client: IntegrationClient, actor: Actor): Promise<void> {
    const sent = readVneid(body);
    const { dossierId, history, state } = await this.expected(sent.dossierCode, client);
    const commandId = this.external.commandIdOf(dossierId, 'vneid', body);
    const submission = {
      draft: draftOf(sent, dossierId, state, client, this.external.now),
      files: sent.files,
      commandId,
    };
    const before = history.find(({ meta }) => meta.causationId === commandId)?.type;
    if (state.status === 'reserved' || before === 'DossierSubmitted') return this.submit(submission, sent, actor);
    if (before !== undefined) return undefined;
    if (state.status !== 'supplementRequested') throw new Problem(409, 'dossier.not-waiting-for-supplement', NOT_OPEN);
    return this.external.supplement(submission, state, actor);
  }

  /** A repeat finds everything stored, and goes on where a crash may have ended it. */
  private async submit(
    submission: ExternalSubmission,
    { paid, dossierCode }: VneidSubmission,
    actor: Actor,
  ): Promise<void> {
    await this.external.submit(submission, actor);
    if (paid === null) return;
    await this.external.recordPayment(submission.draft.dossierId, paid, `vneid/${dossierCode}`, actor);
  }

  private async expected(dossierCode: string, client: IntegrationClient) {
    const dossierId = await this.codes.find(dossierCode);
    const history = dossierId === undefined ? [] : await this.dossiers.history(dossierId);
    const state = this.dossiers.stateOf(history);
    if (dossierId === undefined || channelOf(state) !== client.channel || !isAllowed(state, client)) {
      throw new Problem(404, 'dossier.unknown', 'Mã hồ sơ không tồn tại');
    }
    return { dossierId, history, state };
  }
}

function unitOf(state: Dossier): string {
  if (state.status === 'reserved') return state.unitCode;
  return 'receivingUnit' in state ? state.receivingUnit : '';
}

function isAllowed(state: Dossier, { units }: IntegrationClient): boolean {
  return units === undefined || units.includes(unitOf(state));
}

function draftOf(
  sent: VneidSubmission,
  dossierId: string,
  state: Dossier,
  { channel }: IntegrationClient,
  now: string,
): Draft {
  const { applicant, submitter, declaration, returnMethod } = sent;
  return {
    dossierId,
    channel,
    procedureCode: VNEID_PROCEDURE,
    receivingUnit: unitOf(state),
    returnMethod,
    applicant,
    submitter,
    declaration,
    externalCodes: [],
    techId: null,
    receivedAt: now,
  };
}

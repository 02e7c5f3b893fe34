import type { DossierCommand, OnlineChannel, Submission, SubmissionPersonal } from '@motcua/domain';
import { type Actor, Problem, Sealer, commandIdOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { personOf } from '../dossiers/person.dto.js';
import type { Draft } from '../dossiers/draft.js';
import type { Receipt } from '../dossiers/receipt.js';
import { TakingIn } from '../dossiers/taking-in.js';
import { type IntegrationClient, IntegrationClients } from '../external-intake/integration-clients.js';
import { DossierCodes } from '../track-dossier/dossier-codes.js';
import { Uploads } from '../upload-file/uploads.js';
import type { SubmissionDto, SubmitDossierDto } from './submit-dossier.dto.js';

/** Online submissions of citizens, and of outside systems that speak our own API. */
@Injectable()
export class Submissions {
  constructor(
    private readonly intake: TakingIn,
    private readonly uploads: Uploads,
    private readonly sealer: Sealer,
    private readonly clients: IntegrationClients,
    private readonly codes: DossierCodes,
  ) {}

  /** The same key with the same body always gets the same answer, and one dossier. */
  async submit(sent: SubmitDossierDto, key: string, actor: Actor): Promise<Receipt> {
    const channel = this.channelOf(sent, actor);
    const dossierId = await this.dossierIdOf(sent, channel, key, actor);
    const { components } = sent;
    const request = {
      draft: {
        ...draftOf(sent, dossierId, this.intake.now),
        channel,
        externalCodes: (sent.externalCodes ?? []).map(({ system, code }) => ({ system, code })),
        techId: sent.techId ?? null,
      },
      actor,
      commandId: commandIdOf(actor, 'intake.submit', key),
      sent,
      scans: {
        preview: () => this.uploads.preview(components, dossierId, actor, '/components'),
        keep: () => this.uploads.copyInto(components, dossierId, 'first'),
      },
      commandOf: (submission: Submission, personal: SubmissionPersonal, now: string): DossierCommand => ({
        type: 'SubmitDossier',
        data: { ...submission, channel, now, by: actor.subject },
        personal,
      }),
    };
    return this.intake.take(request, () => this.uploads.spend(components, dossierId));
  }

  private channelOf(sent: SubmitDossierDto, actor: Actor): OnlineChannel {
    return actor.has('integrator') ? channelOfClient(sent, this.clients.of(actor)) : channelOfCitizen(sent);
  }

  /** Fixed by who asks and his key, or by the code that was reserved. */
  private async dossierIdOf(
    sent: SubmitDossierDto,
    channel: OnlineChannel,
    key: string,
    actor: Actor,
  ): Promise<string> {
    if (actor.has('integrator')) this.clients.unit(this.clients.of(actor), sent.receivingUnit);
    if (sent.dossierCode === undefined) return this.sealer.uuid(channel, senderOf(actor), key);
    const found = await this.codes.find(sent.dossierCode);
    if (found === undefined || (await this.codes.channelOf(found)) !== channel) {
      throw new Problem(404, 'dossier.unknown', 'Không tìm thấy hồ sơ.');
    }
    return found;
  }
}

/** The keys of a system are its own; those of citizens are each one's, though all of them come by the same portal. */
function senderOf(actor: Actor): string {
  return actor.has('integrator') ? (actor.clientId ?? actor.subject) : actor.subject;
}

function channelOfClient({ channel }: SubmitDossierDto, client: IntegrationClient): OnlineChannel {
  if (channel !== undefined && channel !== client.channel) throw forbiddenFor('/channel');
  return client.channel;
}

function channelOfCitizen({
  channel = 'provincialPortal',
  externalCodes,
  techId,
  dossierCode,
}: SubmitDossierDto): OnlineChannel {
  for (const [name, value] of Object.entries({ externalCodes, techId, dossierCode })) {
    if (value !== undefined) throw forbiddenFor(`/${name}`);
  }
  if (channel !== 'provincialPortal' && channel !== 'kiosk') throw forbiddenFor('/channel');
  return channel;
}

/** What every submission says, in our own terms. */
export function draftOf(
  sent: SubmissionDto,
  dossierId: string,
  receivedAt: string,
): Omit<Draft, 'channel' | 'externalCodes' | 'techId'> {
  const { procedureCode, procedureCase, receivingUnit, competentUnit, returnMethod, declaration, payerClass, copies } =
    sent;
  const applicant = personOf(sent.applicant);
  return {
    dossierId,
    procedureCode,
    procedureCase,
    receivingUnit,
    competentUnit,
    returnMethod,
    applicant,
    submitter: sent.submitter === undefined ? applicant : personOf(sent.submitter),
    declaration,
    payerClass,
    copies,
    receivedAt,
  };
}

function forbiddenFor(pointer: string): Problem {
  const detail = 'Tài khoản này không được dùng giá trị này.';
  return new Problem(422, 'submission.not-for-this-account', detail, {
    errors: [{ pointer, code: 'submission.not-for-this-account', detail }],
  });
}

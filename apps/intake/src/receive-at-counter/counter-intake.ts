import type { DossierCommand, PaperCopies, Submission, SubmissionPersonal, SubmittedComponent } from '@motcua/domain';
import { type Actor, Problem, Sealer, commandIdOf, uuidv5 } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import type { Receipt } from '../dossiers/receipt.js';
import { TakingIn } from '../dossiers/taking-in.js';
import { draftOf } from '../submit-dossier/submissions.js';
import { type ChosenUpload, Uploads } from '../upload-file/uploads.js';
import type { CounterDossierDto, PaperCopiesDto } from './counter-dossier.dto.js';
import { OwnUnit } from './own-unit.js';

/**
 * Dossiers that come on paper: found complete, scanned, paid for and accepted in one act.
 *
 * @law NĐ 61/2018/NĐ-CP art. 17.1, 17.3, 17.4
 */
@Injectable()
export class CounterIntake {
  constructor(
    private readonly intake: TakingIn,
    private readonly uploads: Uploads,
    private readonly sealer: Sealer,
    private readonly units: OwnUnit,
  ) {}

  async receive(sent: CounterDossierDto, key: string, actor: Actor): Promise<Receipt> {
    const receivingUnit = this.units.demand(sent.receivingUnit, actor);
    const dossierId = this.sealer.uuid(sent.channel, actor.subject, key);
    const scans = scansOf(sent);
    const request = {
      draft: {
        ...draftOf(sent, dossierId, postmarkOf(sent) ?? this.intake.now),
        receivingUnit,
        channel: sent.channel,
        externalCodes: [],
        techId: null,
      },
      actor,
      commandId: commandIdOf(actor, 'intake.counter', key),
      sent,
      scans: {
        preview: () => this.uploads.preview(scans, dossierId, actor, '/components'),
        keep: () => this.uploads.copyInto(scans, dossierId, 'first'),
      },
      shown: shownOf(sent, dossierId),
      options: { mayOverruleFee: true },
      commandOf: (submission: Submission, personal: SubmissionPersonal, now: string) =>
        counterCommand(sent, submission, personal, { now, by: actor.subject }),
    };
    return this.intake.take(request, () => this.uploads.spend(scans, dossierId));
  }
}

function counterCommand(
  sent: CounterDossierDto,
  submission: Submission,
  personal: SubmissionPersonal,
  when: { readonly now: string; readonly by: string },
): DossierCommand {
  const { channel, payment } = sent;
  const paymentId = uuidv5(submission.dossierId, 'payment|intake');
  const taken = payment === undefined ? null : { paymentId, ...takenOf(payment) };
  return {
    type: 'ReceiveAtCounter',
    data: { ...submission, channel, postmarkedAt: postmarkOf(sent), payment: taken, ...when },
    personal,
  };
}

function postmarkOf({ postmarkedAt }: CounterDossierDto): string | null {
  return postmarkedAt === undefined ? null : new Date(postmarkedAt).toISOString();
}

function takenOf({ method, receiptNumber }: NonNullable<CounterDossierDto['payment']>) {
  return { method, receiptNumber };
}

function scansOf({ components }: CounterDossierDto): ChosenUpload[] {
  return components.flatMap(({ componentCode, source, uploadId, copies }, index) => {
    if (source === 'shown') return [];
    if (uploadId === undefined) throw notScanned(`/components/${index}/uploadId`);
    return [{ componentCode, uploadId, copies: copiesOf(copies) }];
  });
}

function shownOf({ components }: CounterDossierDto, dossierId: string): SubmittedComponent[] {
  return components
    .filter(({ source }) => source === 'shown')
    .map(({ componentCode, copies }) => ({
      componentCode,
      attachmentId: uuidv5(dossierId, `shown|${componentCode}`),
      blobId: null,
      source: 'shown',
      mime: null,
      size: null,
      cipherDigest: null,
      copies: copiesOf(copies),
    }));
}

function copiesOf(counted: PaperCopiesDto | undefined): PaperCopies | null {
  if (counted === undefined) return null;
  const { originals, certified, photocopies } = counted;
  return { originals, certified, photocopies };
}

function notScanned(pointer: string): Problem {
  const detail = 'Giấy tờ phải được số hóa trước khi tiếp nhận.';
  return new Problem(422, 'dossier.component-not-scanned', detail, {
    errors: [{ pointer, code: 'dossier.component-not-scanned', detail }],
  });
}

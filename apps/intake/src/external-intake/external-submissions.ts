import type { Dossier, DossierCommand, OnlineChannel } from '@motcua/domain';
import { type Actor, Sealer, uuidv5 } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Dossiers } from '../dossiers/dossiers.js';
import { type Draft, DraftChecks } from '../dossiers/draft.js';
import type { Receipt } from '../dossiers/receipt.js';
import { TakingIn } from '../dossiers/taking-in.js';
import { askedItems, supplementOf } from '../supplement-dossier/supplements.js';
import { ExternalFiles, type ReadFile, type SentFile } from './external-files.js';

export interface ExternalSubmission {
  readonly draft: Draft;
  readonly files: readonly SentFile[];
  /** Names the request: the same body again is the same request. */
  readonly commandId: string;
}

/**
 * Dossiers that outside systems send in forms of their own. What is wrong is refused; what our form asks for and theirs does not
 * have is left for the officer, who asks for it once.
 */
@Injectable()
export class ExternalSubmissions {
  constructor(
    private readonly intake: TakingIn,
    private readonly dossiers: Dossiers,
    private readonly checks: DraftChecks,
    private readonly files: ExternalFiles,
    private readonly sealer: Sealer,
  ) {}

  get now(): string {
    return this.intake.now;
  }

  /** The id of a request by what was sent; only an HMAC of the content stays. */
  commandIdOf(dossierId: string, route: string, body: unknown): string {
    const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    return uuidv5(dossierId, `${route}|${this.sealer.blindIndex('external-body', digest)}`);
  }

  async submit({ draft, files, commandId }: ExternalSubmission, actor: Actor): Promise<Receipt> {
    const { dossierId } = draft;
    let read: readonly ReadFile[] = [];
    return this.intake.take({
      draft,
      actor,
      commandId,
      sent: { commandId },
      options: { toleratesMissing: true },
      scans: {
        preview: async ({ components }) => {
          read = await this.files.read(files.map((file) => slotted(file, components)));
          return this.files.preview(read, dossierId, commandId).map(({ component }) => component);
        },
        keep: () => this.files.keep(read, dossierId, commandId, 'first'),
      },
      commandOf: (submission, personal, now) => ({
        type: 'SubmitDossier',
        data: { ...submission, channel: draft.channel as OnlineChannel, now, by: actor.subject },
        personal,
      }),
    });
  }

  /** Answers everything that was asked for with what was sent now. */
  async supplement({ draft, files, commandId }: ExternalSubmission, state: Dossier, actor: Actor): Promise<void> {
    const { dossierId, receivedAt: now, declaration } = draft;
    await this.dossiers.handle({
      dossierId,
      actor,
      commandId,
      sent: { commandId },
      command: async () => {
        const { version } = this.checks.check(draft, { toleratesMissing: true });
        const read = await this.files.read(files.map((file) => slotted(file, version.components)));
        const answer = { items: askedItems(state), declaration, note: '' };
        const when = { now, by: actor.subject };
        await this.dossiers.wouldTake(
          dossierId,
          supplementOf(answer, this.files.preview(read, dossierId, commandId), when),
        );
        return supplementOf(answer, await this.files.keep(read, dossierId, commandId, 'known'), when);
      },
    });
  }

  /** A fee that was paid where the dossier came from; asked and confirmed once, whatever the number of repeats. */
  async recordPayment(dossierId: string, amount: number, receiptNumber: string, actor: Actor): Promise<void> {
    const paymentId = uuidv5(dossierId, 'payment|intake');
    const when = () => ({ now: this.now, by: actor.subject });
    const ask = (): DossierCommand => ({
      type: 'RequestPayment',
      data: { paymentId, amount, feeCodes: [], ...when() },
    });
    const confirm = (): DossierCommand => ({
      type: 'ConfirmPayment',
      data: { paymentId, amount, method: 'online', receiptNumber, ...when() },
    });
    for (const [step, make] of [
      ['ask', ask],
      ['confirm', confirm],
    ] as const) {
      const commandId = uuidv5(dossierId, `payment|${step}`);
      await this.dossiers.handle({ dossierId, actor, commandId, sent: { amount }, command: async () => make() });
    }
  }
}

/** A paper under a name of theirs that is none of our slots is kept all the same, as `other`. */
function slotted(file: SentFile, components: readonly { readonly code: string }[]): SentFile {
  return components.some(({ code }) => code === file.componentCode) ? file : { ...file, componentCode: 'other' };
}

import type {
  DossierCommand,
  ProcedureVersion,
  Submission,
  SubmissionPersonal,
  SubmittedComponent,
} from '@motcua/domain';
import type { Actor } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import type { Attachment } from '../upload-file/uploads.js';
import { type CheckOptions, type CheckedDraft, type Draft, DraftChecks, personalOf, submissionOf } from './draft.js';
import { Dossiers } from './dossiers.js';
import { Persons } from './persons.js';
import { type Receipt, Receipts } from './receipt.js';

/** Scans that are not in the dossier yet. */
export interface Scans {
  /** The slots as they would stand; nothing is stored. @throws {Problem} when a scan cannot be used */
  preview(version: ProcedureVersion): Promise<readonly SubmittedComponent[]>;
  /** Seals the scans with the dossier's key; called after `preview`. */
  keep(): Promise<readonly Attachment[]>;
}

/** A request to take a dossier in, whatever the channel. */
export interface IntakeRequest {
  readonly draft: Draft;
  readonly actor: Actor;
  readonly commandId: string;
  readonly sent: unknown;
  readonly scans: Scans;
  /** Papers that were shown and handed back. */
  readonly shown?: readonly SubmittedComponent[];
  readonly options?: CheckOptions;
  readonly commandOf: (submission: Submission, personal: SubmissionPersonal, now: string) => DossierCommand;
}

/**
 * The one way by which dossiers come in: the form is checked, the papers are counted, the rules are asked, and only then scans are
 * moved and the facts stored. A refusal leaves nothing behind.
 */
@Injectable()
export class TakingIn {
  constructor(
    private readonly checks: DraftChecks,
    private readonly dossiers: Dossiers,
    private readonly persons: Persons,
    private readonly receipts: Receipts,
  ) {}

  get now(): string {
    return this.receipts.now;
  }

  /** @param then what must be done once the dossier is stored, and again when the request is repeated */
  async take(request: IntakeRequest, then?: () => Promise<void>): Promise<Receipt> {
    const { draft, actor, commandId, sent } = request;
    const people = this.persons.of(draft, this.now, actor);
    const command = (): Promise<DossierCommand> => this.command(request);
    return this.receipts.takeIn(
      { dossierId: draft.dossierId, actor, commandId, sent, command, ...people },
      draft.channel,
      then,
    );
  }

  private async command({ draft, scans, shown = [], options, commandOf }: IntakeRequest): Promise<DossierCommand> {
    const { now } = this;
    const checked = this.checks.check(draft, options);
    const slots = [...(await scans.preview(checked.version)), ...shown];
    this.checks.demandComponents(checked, draft, slots);
    // Without scans the decision itself comes soon enough.
    if (slots.length > shown.length)
      await this.dossiers.wouldTake(draft.dossierId, commandOf(...partsOf(draft, checked, slots), now));
    const kept = await scans.keep();
    const filled = [...kept.map(({ component }) => component), ...shown];
    return commandOf(...partsOf(draft, checked, filled, kept), now);
  }
}

function partsOf(
  draft: Draft,
  checked: CheckedDraft,
  components: readonly SubmittedComponent[],
  attachments: readonly Attachment[] = [],
): [Submission, SubmissionPersonal] {
  return [submissionOf(draft, checked, components), personalOf(draft, checked, attachments)];
}

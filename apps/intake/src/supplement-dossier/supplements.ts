import type { Dossier, DossierCommand, DossierEvent, JsonObject, SubmittedComponent } from '@motcua/domain';
import { type Actor, Clock, Problem, commandIdOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Dossiers } from '../dossiers/dossiers.js';
import { DraftChecks } from '../dossiers/draft.js';
import { type Attachment, Uploads } from '../upload-file/uploads.js';
import type { SupplementDto } from './supplement.dto.js';

export class SupplementReceipt {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ type: [String], description: 'codes of the components or JSON pointers of the fields answered' })
  readonly items!: readonly string[];

  @ApiProperty({ format: 'date-time' })
  readonly submittedAt!: string;
}

/** What answers a request for a supplement. */
export interface SupplementAnswer {
  readonly items: readonly string[];
  readonly declaration: JsonObject | null;
  readonly note: string;
}

type Submitted = Extract<DossierEvent, { type: 'SupplementSubmitted' }>;

/** Answers of applicants to requests for a supplement. @law NĐ 61/2018/NĐ-CP art. 17.2.a, 19.4 */
@Injectable()
export class Supplements {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly checks: DraftChecks,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  async submit(dossierId: string, sent: SupplementDto, key: string, actor: Actor): Promise<SupplementReceipt> {
    const history = await this.dossiers.owned(dossierId, actor);
    const chosen = sent.components ?? [];
    const state = this.dossiers.stateOf(history);
    const { events } = await this.dossiers.handle({
      dossierId,
      actor,
      commandId: commandIdOf(actor, `intake.supplement|${dossierId}`, key),
      sent,
      command: async () => {
        const answer = { items: itemsOf(sent, state), declaration: sent.declaration ?? null, note: sent.note ?? '' };
        const now = this.clock.now();
        const slots = await this.uploads.preview(chosen, dossierId, actor, '/components');
        if (answer.declaration !== null) this.checkDeclaration(state, answer.declaration, now);
        demandAnswers(answer, slots);
        await this.dossiers.wouldTake(dossierId, supplementCommand(answer, slots, [], { now, by: actor.subject }));
        const attachments = await this.uploads.copyInto(chosen, dossierId, 'known');
        return supplementOf(answer, attachments, { now, by: actor.subject });
      },
    });
    await this.uploads.spend(chosen, dossierId);
    const { data } = events.find((event): event is Submitted => event.type === 'SupplementSubmitted')!;
    return { dossierId, items: data.items, submittedAt: data.submittedAt };
  }

  private checkDeclaration(state: Dossier, declaration: JsonObject, now: string): void {
    if ('procedureVersionId' in state) this.checks.checkDeclaration(state.procedureVersionId, declaration, now);
  }
}

/** The command of an answer with its scans. */
export function supplementOf(
  answer: SupplementAnswer,
  attachments: readonly Attachment[],
  when: { readonly now: string; readonly by: string },
): DossierCommand {
  const components = attachments.map(({ component }) => component);
  return supplementCommand(answer, components, attachments, when);
}

function supplementCommand(
  { items, declaration, note }: SupplementAnswer,
  components: readonly SubmittedComponent[],
  attachments: readonly Attachment[],
  { now, by }: { readonly now: string; readonly by: string },
): DossierCommand {
  return {
    type: 'SubmitSupplement',
    data: { items, components, now, by },
    personal: { declaration, note, attachments: attachments.map(({ personal }) => personal) },
  };
}

/** Everything that is asked for, where the answer does not say what it answers. */
export function askedItems(state: Dossier): readonly string[] {
  return state.status === 'supplementRequested' ? state.supplement.items : [];
}

function itemsOf({ items = [] }: SupplementDto, state: Dossier): readonly string[] {
  return items.length > 0 ? items : askedItems(state);
}

/** A paper that is named as answered must be there, and so must a field. */
function demandAnswers({ items, declaration }: SupplementAnswer, slots: readonly SubmittedComponent[]): void {
  const present = new Set(slots.map(({ componentCode }) => componentCode));
  const empty = items.filter((item) => (item.startsWith('/') ? declaration === null : !present.has(item)));
  if (empty.length === 0) return;
  const errors = empty.map((item) => ({
    pointer: item.startsWith('/') ? `/declaration${item}` : '/components',
    code: 'supplement.item-unanswered',
    detail: 'Nội dung này được yêu cầu bổ sung nhưng chưa có trong câu trả lời.',
  }));
  throw new Problem(422, 'supplement.item-unanswered', 'Chưa gửi đủ nội dung được yêu cầu bổ sung.', { errors });
}

import type { Accounts } from './accounts.js';
import type { ApiUser } from './api-user.js';
import type { DemoRecord, StoryRecord } from './demo-record.js';
import type { Story, StoryAct, StoryComponent } from './story.js';
import { chosenUploads, type Submission } from './submission.js';
import { tinyFile } from './tiny-files.js';

/** One step of a story on its way. */
interface Asked {
  readonly story: Story;
  readonly act: StoryAct;
  readonly mine: StoryRecord;
  /** The unit that has the dossier now. */
  readonly unit: string;
  readonly key: string;
}

interface Answer {
  readonly id?: string;
}

type Act = (asked: Asked) => Promise<unknown>;

interface Page {
  readonly resultsReceived: readonly { readonly blobId: string | null }[];
}

/** What officers and applicants do in the stories, at the product's own addresses. */
export class Acts {
  constructor(
    private readonly accounts: Accounts,
    private readonly submission: Submission,
    private readonly record: DemoRecord,
  ) {}

  /** @throws {Refused} when the product says no */
  async perform(story: Story, act: StoryAct, index: number): Promise<void> {
    const mine = this.record.story(story.id);
    const perform = this.acts[act.do];
    if (perform === undefined) throw new Error(`nobody knows how to ${act.do}`);
    await perform({ story, act, mine, unit: unitAt(story, index), key: `demo-${story.id}-${index}` });
  }

  private readonly acts: Readonly<Record<string, Act>> = {
    AcceptDossier: async (asked) => this.desk(asked, 'acceptance', { checksDone: true }),
    RefuseIntake: async (asked) => this.desk(asked, 'intake-refusal', told(asked, 'reasonCode', 'reason')),
    RequestSupplement: async (asked) =>
      this.desk(asked, 'supplement-requests', told(asked, 'items', 'itemTexts', 'reason')),
    SubmitSupplement: (asked) => this.submitSupplement(asked),
    CompleteSupplement: async (asked) => this.desk(asked, 'supplement-completion', {}),
    WithdrawDossier: (asked) => this.withdraw(asked),
    TransferDossier: async (asked) => this.desk(asked, 'transfers', told(asked, 'cause', 'toUnit', 'reason')),
    ForwardStep: async (asked) =>
      this.desk(asked, 'steps', { toUnit: asked.unit, handler: `demo-resolving-officer-${asked.unit}` }),
    RequestPayment: async (asked) => {
      const { id } = await this.desk(asked, 'payments', { amount: asked.act['amount'], feeCodes: [] });
      asked.mine.paymentId = id ?? null;
    },
    ConfirmPayment: async (asked) =>
      this.desk(asked, `payments/${asked.mine.paymentId}/receipt`, {
        amount: asked.act['amount'],
        method: asked.act['method'] === 'cash' ? 'cash' : 'transfer',
        receiptNumber: `BL-${asked.key}`,
      }),
    ExtendDueDate: async (asked) =>
      this.leader(asked, 'extensions', told(asked, 'workingDays', 'apologyNumber', 'reason')),
    StopDossier: async (asked) =>
      this.leader(asked, 'stop', { decisionFileId: await this.decided(asked), ...told(asked, 'reason') }),
    ReopenDossier: async (asked) =>
      this.leader(asked, 'reopening', { decisionFileId: await this.decided(asked), ...told(asked, 'clock', 'reason') }),
    SignResult: (asked) => this.signResult(asked),
    RegisterPostalReturn: async (asked) =>
      this.reception(asked, 'postal-return', told(asked, 'address', 'phone', 'receiver')),
    ReturnResult: async (asked) =>
      this.reception(asked, 'result-return', {
        ...told(asked, 'method'),
        originalsReturned: true,
        receiver: asked.story.applicant.fullName,
      }),
  };

  /** The desk where the dossier came in gives the result back, whoever resolves it. */
  private async reception(asked: Asked, path: string, body: object): Promise<Answer> {
    return command(await this.accounts.desk(asked.story.unit), asked, path, body);
  }

  private async desk(asked: Asked, path: string, body: object): Promise<Answer> {
    return command(await this.accounts.desk(asked.unit), asked, path, body);
  }

  private async leader(asked: Asked, path: string, body: object): Promise<Answer> {
    return command(await this.accounts.leader(asked.unit), asked, path, body);
  }

  /** The leader's decision, as a file of the dossier. */
  private async decided({ unit, mine, key }: Asked): Promise<string> {
    const leader = await this.accounts.leader(unit);
    return leader.file(mine.dossierId!, `${key}-file`, decision('quyet-dinh.pdf'));
  }

  private async submitSupplement(asked: Asked): Promise<void> {
    const { story, act, mine, key } = asked;
    const citizen = await this.accounts.citizen(story);
    const components = (act['components'] ?? []) as readonly StoryComponent[];
    await this.submission.upload(citizen, mine, components);
    const changes = act['declarationChanges'] as object | undefined;
    await citizen.post(`/api/intake/v1/dossiers/${mine.dossierId}/supplements`, key, {
      ...told(asked, 'items', 'note'),
      components: chosenUploads(components, mine),
      ...(changes === undefined ? {} : { declaration: { ...story.declaration, ...changes } }),
    });
  }

  private async withdraw(asked: Asked): Promise<void> {
    const { story, mine, key } = asked;
    const citizen = await this.accounts.citizen(story);
    await citizen.post(`/api/intake/v1/dossiers/${mine.dossierId}/withdrawals`, key, told(asked, 'reason'));
  }

  /** The leader signs what the ministry sent, or a document of the unit's own. */
  private async signResult(asked: Asked): Promise<void> {
    const { act, mine, key, unit } = asked;
    const leader = await this.accounts.leader(unit);
    const positive = act['resultKind'] === 'positive';
    const received = positive ? await receivedDocument(leader, mine.dossierId!) : undefined;
    const fileId = received ?? (await leader.file(mine.dossierId!, `${key}-file`, decision('ket-qua.pdf')));
    const body = { ...told(asked, 'resultKind', 'reason'), fileId, number: `${key}/KQ`, signed: true };
    await this.leader(asked, 'result', body);
  }
}

/** The unit that has the dossier before a step: the last one it was transferred to. */
export function unitAt({ unit, steps }: Story, index: number): string {
  const transfer = steps.slice(0, index).findLast((step) => 'do' in step && step.do === 'TransferDossier');
  return transfer === undefined ? unit : String((transfer as StoryAct)['toUnit']);
}

function command(user: ApiUser, { mine, key }: Asked, path: string, body: object): Promise<Answer> {
  return user.post<Answer>(`/api/desk/v1/dossiers/${mine.dossierId}/${path}`, key, body);
}

/** The named members of a step, as far as it has them. */
function told({ act }: Asked, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => act[name] !== undefined).map((name) => [name, act[name]]));
}

function decision(name: string) {
  return tinyFile({ name, kind: 'pdf' });
}

async function receivedDocument(leader: ApiUser, dossierId: string): Promise<string | undefined> {
  const { resultsReceived } = await leader.get<Page>(`/api/desk/v1/dossiers/${dossierId}`);
  return resultsReceived.map(({ blobId }) => blobId).findLast((blobId) => blobId !== null) ?? undefined;
}

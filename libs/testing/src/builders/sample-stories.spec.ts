import { describe, expect, it } from '@jest/globals';
import { dossierDecider, feesFor, stateOfStatus, type Dossier, type DossierCommand } from '@motcua/domain';
import { loadCatalogue } from '@motcua/service-kit';
import {
  sampleStories,
  type Pause,
  type SampleComponent,
  type SampleStep,
  type SampleStory,
} from './sample-stories.js';

const { catalogue } = await loadCatalogue('catalogues/2020');
const decider = dossierDecider(catalogue);
type WaitingStep = Extract<SampleStep, { waitFor: string }>;

const PERSONAL = new Set(['reason', 'itemTexts', 'note', 'address', 'phone', 'receiver', 'declarationChanges']);
const DOCUMENT = { blobId: 'blob-result', cipherDigest: 'c0ffee', number: '1/KQ', signed: true };

/** Plays a story through the dossier decider alone: what the data promise must be what the rules allow. */
class Play {
  state: Dossier = decider.initialState();
  private now: string;

  constructor(private readonly story: SampleStory) {
    this.now = catalogue.due(
      { unit: 'workingDay', amount: story.start.workingDay },
      '2026-10-12T02:00:00.000Z',
      story.unit,
    ).dueAt;
    this.now = `${this.now.slice(0, 10)}T02:00:00.000Z`;
  }

  submit(): void {
    const { story } = this;
    const version = catalogue.resolve(story.procedure, this.now.slice(0, 10));
    const fees = feesFor(version, story);
    const submission = {
      dossierId: story.id,
      procedureCode: story.procedure,
      procedureCase: story.procedureCase,
      receivingUnit: story.unit,
      competentUnit: null,
      returnMethod: story.returnMethod,
      externalCodes: story.externalCodes ?? [],
      components: submitted(story.components, 'first'),
      feeCollect: fees.collect,
      feeAmount: fees.total,
      channel: story.channel,
    };
    const { applicant, submitter, declaration, techId } = story;
    const personal = { applicant, submitter, declaration, attachments: [], matter: 'Mẫu', techId };
    if (story.channel !== 'counter' && story.channel !== 'post') this.run('SubmitDossier', submission, personal);
    else this.run('ReceiveAtCounter', { ...submission, ...this.received() }, personal);
  }

  step(step: SampleStep): void {
    if (isWaiting(step)) {
      this.waitFor(step);
      return;
    }
    this.pass(step.after);
    const { do: type, after: _, ...fields } = step;
    const entries = Object.entries({ ...this.defaults(type), ...fields });
    const data = Object.fromEntries(entries.filter(([name]) => !PERSONAL.has(name)));
    const personal = Object.fromEntries(entries.filter(([name]) => PERSONAL.has(name)));
    if (type === 'SubmitSupplement') Object.assign(data, this.answer(step));
    this.run(type, data, {
      note: '',
      receiver: 'Người nhận mẫu',
      reason: null,
      fields: {},
      attachments: [],
      declaration: null,
      ...personal,
    });
  }

  private received(): object {
    const { payment, postmarkedWorkingDaysBefore } = this.story;
    const posted = new Date(Date.parse(this.now) - (postmarkedWorkingDaysBefore ?? 0) * 86_400_000).toISOString();
    return {
      postmarkedAt: this.story.channel === 'post' ? posted : null,
      payment: payment ? { paymentId: 'payment', method: payment.method, receiptNumber: 'BL-1' } : null,
    };
  }

  private waitFor(step: WaitingStep): void {
    if (step.waitFor === 'SupplementLapsed') {
      this.now = (this.state as { supplement: { due: { dueAt: string } } }).supplement.due.dueAt;
      this.now = new Date(Date.parse(this.now) + 1000).toISOString();
      this.run('LapseSupplement', {});
      return;
    }
    this.pass({ workingHours: 2 });
    const system = step.system ?? 'ministry';
    if (step.waitFor === 'SupplementRequested') {
      this.run(
        'RequestSupplement',
        { items: ['/'], ministry: { system, taskId: 'task' } },
        { reason: 'Thiếu.', itemTexts: [] },
      );
    } else {
      const answer = { system, externalStatus: '4', resultKind: 'positive', blobId: null, blobDigest: null };
      this.run('ReportResult', answer, { fields: {} });
    }
  }

  private defaults(type: string): object {
    const { unit } = this.story;
    const defaults: Readonly<Record<string, object>> = {
      AcceptDossier: { checksDone: true },
      ForwardStep: { toUnit: unit, handler: 'handler', stepDue: null },
      RequestSupplement: { ministry: null },
      StopDossier: { decisionBlobId: 'blob-decision' },
      ReopenDossier: { decisionBlobId: 'blob-decision' },
      SignResult: { document: DOCUMENT },
      ReturnResult: { originalsReturned: true },
      RequestPayment: { paymentId: 'payment', feeCodes: ['fee'] },
      ConfirmPayment: { paymentId: 'payment', receiptNumber: 'BL-1' },
    };
    return defaults[type] ?? {};
  }

  /** An answer that lists nothing answers all that was asked. */
  private answer(step: Readonly<Record<string, unknown>>): object {
    const asked = (this.state as { supplement: { items: readonly string[] } }).supplement.items;
    const listed = step['items'] as readonly string[];
    const components = submitted((step['components'] ?? []) as readonly SampleComponent[], 'second');
    return { items: listed.length === 0 ? asked : listed, components };
  }

  private pass({ workingHours, workingDays }: Pause): void {
    if (workingDays !== undefined) this.now = this.due('workingDay', workingDays);
    if (workingHours !== undefined) this.now = this.due('workingHour', workingHours);
  }

  private due(unit: 'workingDay' | 'workingHour', amount: number): string {
    return catalogue.due({ unit, amount, dueTime: 'sameTimeOfDay' }, this.now, this.story.unit).dueAt;
  }

  private run(type: string, data: object, personal: object = {}): void {
    const command = { type, data: { ...data, now: this.now, by: 'officer' }, personal } as unknown as DossierCommand;
    this.state = decider.decide(command, this.state).reduce(decider.evolve, this.state);
  }
}

function isWaiting(step: SampleStep): step is WaitingStep {
  return 'waitFor' in step;
}

function submitted(components: readonly SampleComponent[], round: string): object[] {
  return components.map(({ code, source }) => ({
    componentCode: code,
    attachmentId: `${code}-${round}`,
    blobId: source === 'upload' ? `blob-${code}` : null,
    source,
    mime: source === 'upload' ? 'application/pdf' : null,
    size: source === 'upload' ? 100 : null,
    cipherDigest: source === 'upload' ? 'c0ffee' : null,
  }));
}

describe('a sample story', () => {
  it.each(sampleStories().map((story) => [story.id, story] as const))(
    '%s ends where it says, by the rules',
    (_, story) => {
      const play = new Play(story);
      play.submit();
      for (const step of story.steps) play.step(step);
      expect(play.state.status).toBe(story.expected.state);
      expect(stateOfStatus(story.expected.status)).toBe(story.expected.state);
    },
  );
});

import type { Accounts } from './accounts.js';
import { Acts, unitAt } from './acts.js';
import { Refused } from './api-user.js';
import type { DemoRecord, StoryRecord } from './demo-record.js';
import type { OutsideWorld } from './outside-world.js';
import { isWait, type Story, type StoryWait } from './story.js';
import { Submission } from './submission.js';
import type { WorkingTime } from './working-time.js';

/** A fact of a dossier, as the desk's timeline shows it. */
export interface TimelineItem {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RunParts {
  readonly accounts: Accounts;
  readonly record: DemoRecord;
  readonly outside: OutsideWorld;
  readonly time: WorkingTime;
  readonly now: () => string;
}

/** One story on its way through the days of the demo. */
export class StoryRun {
  private readonly acts: Acts;
  private readonly submission: Submission;
  private readonly mine: StoryRecord;

  constructor(
    readonly story: Story,
    private readonly parts: RunParts,
  ) {
    this.submission = new Submission(parts.accounts, parts.record);
    this.acts = new Acts(parts.accounts, this.submission, parts.record);
    this.mine = parts.record.story(story.id);
  }

  get state(): 'waiting' | 'underWay' | 'done' | 'failed' {
    if (this.mine.failed !== null) return 'failed';
    if (this.mine.next > this.story.steps.length) return 'done';
    return this.mine.next === 0 ? 'waiting' : 'underWay';
  }

  get isOver(): boolean {
    return this.state === 'done' || this.state === 'failed';
  }

  get dossierCode(): string | null {
    return this.mine.dossierCode;
  }

  /** When somebody has to act; undefined while others must, or when it is over. */
  get dueAt(): string | undefined {
    const { story, mine, parts } = this;
    if (this.isOver) return undefined;
    if (mine.next === 0)
      return parts.time.at(parts.record.firstDay, story.start.workingDay, story.start.time, story.unit);
    const step = story.steps[mine.next - 1]!;
    if (isWait(step)) return undefined;
    return parts.time.after(mine.at!, step.after ?? {}, unitAt(story, mine.next - 1));
  }

  /** What others must bring about before it goes on. */
  get awaited(): StoryWait | undefined {
    const step = this.isOver ? undefined : this.story.steps[this.mine.next - 1];
    return step !== undefined && isWait(step) ? step : undefined;
  }

  /** After a kill the stand-ins may have forgotten faults that were set for this dossier. */
  async resume(): Promise<void> {
    const { dossierCode } = this.mine;
    if (dossierCode !== null && !this.isOver) await this.parts.outside.prepare(this.story, dossierCode, true);
  }

  /** Does what is due. A refusal ends the story; it stands in the summary. */
  async act(): Promise<void> {
    const { story, mine } = this;
    try {
      if (mine.next === 0) await this.submit();
      else await this.perform();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      mine.failed = `${mine.next === 0 ? 'submission' : JSON.stringify(story.steps[mine.next - 1])}: ${error.message}`;
    }
    await this.parts.record.save();
  }

  /** Looks whether what is waited for has happened. */
  async look(): Promise<void> {
    const { awaited } = this;
    if (awaited === undefined) return;
    const { type, system } = { type: awaited.waitFor, system: awaited.system };
    const happened = (await this.timeline()).some(
      (item) => item.type === type && (system === undefined || item.data['system'] === system),
    );
    if (happened) await this.moveOn();
  }

  /** Everything that happened to the dossier. */
  async timeline(): Promise<readonly TimelineItem[]> {
    const leader = await this.parts.accounts.leader(unitAt(this.story, this.mine.next));
    const path = `/api/desk/v1/dossiers/${this.mine.dossierId}/timeline`;
    return (await leader.get<{ items: readonly TimelineItem[] }>(path)).items;
  }

  private async submit(): Promise<void> {
    const { story, mine, parts } = this;
    await this.submission.send(story, this.postmark());
    mine.dossierCode ??= await this.assignedCode();
    if (mine.dossierCode === null) return; // asked again at the next moment
    await parts.outside.prepare(story, mine.dossierCode, false);
    await this.moveOn();
  }

  private async perform(): Promise<void> {
    const index = this.mine.next - 1;
    const step = this.story.steps[index]!;
    if (!isWait(step)) await this.acts.perform(this.story, step, index);
    await this.moveOn();
  }

  private async moveOn(): Promise<void> {
    this.mine.next += 1;
    this.mine.at = this.parts.now();
    await this.parts.record.save();
  }

  private async assignedCode(): Promise<string | null> {
    const assigned = (await this.timeline()).find(({ type }) => type === 'DossierCodeAssigned');
    return assigned === undefined ? null : String(assigned.data['dossierCode']);
  }

  private postmark(): string | null {
    const { postmarkedWorkingDaysBefore: days, unit } = this.story;
    if (days === undefined) return null;
    return `${this.parts.time.dayBefore(this.parts.now(), days, unit)}T10:00:00+07:00`;
  }
}

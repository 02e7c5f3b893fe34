import { join } from 'node:path';
import { localDay, localInstant, localTime, addDays } from '@motcua/domain';
import { productFolder } from '../installation-env.js';
import { Accounts } from './accounts.js';
import type { DemoRecord } from './demo-record.js';
import type { DemoStage, DemoTime } from './demo-stage.js';
import { OutsideWorld } from './outside-world.js';
import type { Quiet } from './quiet.js';
import { readStories } from './story.js';
import { StoryRun } from './story-run.js';
import { WorkingTime } from './working-time.js';

/** What a watcher of the demo sees after every moment. */
export interface DemoView {
  readonly now: string;
  readonly runs: readonly StoryRun[];
}

export interface DemoParts {
  readonly stage: DemoStage;
  readonly record: DemoRecord;
  readonly watch: (view: DemoView) => void;
}

const provinceUnit = 'H99';
const hourMs = 3_600_000;

/**
 * Plays the sample dossiers from the demo's first day up to the present. The clock of the product and that of the stand-ins stand
 * still while something is going on and then jump to the next moment at which something happens.
 */
export class Demo {
  private readonly time: WorkingTime;
  private readonly clock: DemoTime;
  private readonly quiet: Quiet;
  private seen = '';
  /** Moments that did not come to rest in time. */
  restless = 0;

  private constructor(
    private readonly parts: DemoParts,
    readonly runs: readonly StoryRun[],
    readonly accounts: Accounts,
  ) {
    this.time = new WorkingTime(parts.stage.catalogue);
    this.clock = parts.stage.time;
    this.quiet = parts.stage.quiet;
  }

  static async prepare(demo: DemoParts): Promise<Demo> {
    const { stage, record } = demo;
    const stories = await readStories(join(productFolder, 'samples', 'stories'));
    const accounts = new Accounts(stage.url, (wish) => stage.token(wish));
    const outside = new OutsideWorld(stage.simulators);
    const time = new WorkingTime(stage.catalogue);
    const parts = { accounts, record, outside, time, now: () => stage.time.now() };
    const runs = stories.map((story) => new StoryRun(story, parts));
    if (record.state === 'running') {
      await outside.accounts(stories);
      for (const run of runs) await run.resume();
    }
    return new Demo(demo, runs, accounts);
  }

  /** @returns when the present is reached; from then on both clocks run with real time */
  async play(): Promise<void> {
    for (let next: string | undefined = this.clock.now(); next !== undefined; next = await this.nextMoment()) {
      await this.stepTo(next);
      await this.moment();
    }
    await this.stepTo(present());
    await this.moment();
    this.clock.release();
    await this.parts.stage.simulators.setClock({ now: present(), rate: 1 });
    await this.parts.record.end('finished');
  }

  /** Everything that happens now, until nothing is left to do. */
  private async moment(): Promise<void> {
    for (;;) {
      const due = this.runs.filter(({ dueAt }) => dueAt !== undefined && dueAt <= this.clock.now());
      await Promise.all(due.map((run) => run.act()));
      if (!(await this.quiet.wait())) this.restless += 1;
      await this.look();
      this.parts.watch({ now: this.clock.now(), runs: this.runs });
      const more = this.runs.some(({ dueAt }) => dueAt !== undefined && dueAt <= this.clock.now());
      if (!more) return;
    }
  }

  /** Nobody looks again as long as nothing was stored. */
  private async look(): Promise<void> {
    const head = await this.quiet.head();
    if (head === this.seen) return;
    this.seen = head;
    await Promise.all(this.runs.filter(({ awaited }) => awaited !== undefined).map((run) => run.look()));
  }

  /** @returns undefined when nothing is left to happen before the present */
  private async nextMoment(): Promise<string | undefined> {
    const acts = this.runs.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt !== undefined);
    const timer = await this.quiet.nextDue();
    const patient = this.patience();
    const byTimer = timer === undefined ? [] : [timer > patient ? timer : patient];
    return [...acts, ...byTimer].filter((moment) => moment < present()).sort()[0];
  }

  /** Timers that follow one another closely are taken together: hour by hour in working hours, else overnight. */
  private patience(): string {
    const now = this.clock.now();
    const day = localDay(now);
    const isOver = this.runs.every((run) => run.isOver);
    const isWorking =
      this.time.isWorkingDay(day, provinceUnit) && localTime(now) >= '07:00' && localTime(now) < '17:00';
    if (isWorking && !isOver) return new Date(Date.parse(now) + hourMs).toISOString();
    return localInstant(localTime(now) < '07:00' ? day : addDays(day, 1), '07:00');
  }

  /** The stand-ins first: nothing that we send may lie in their future. */
  private async stepTo(instant: string): Promise<void> {
    await this.parts.stage.simulators.setClock({ now: instant });
    this.clock.stepTo(instant);
  }
}

function present(): string {
  return new Date().toISOString();
}

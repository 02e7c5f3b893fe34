import { type ReplayEvent, type ReplayJob, replayDecider, replayStream } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import { factOf } from '../commands/fact-stamp.js';

interface Followed {
  readonly job: ReplayJob;
  /** Facts taken in. */
  readonly version: number;
}

/** Whether jobs run, by their own streams. Asked often, so it reads only the facts since the last question. */
export class RunningJobs {
  private readonly followed = new Map<string, Followed>();

  constructor(private readonly store: EventStore) {}

  /** @throws StoreUnavailable */
  async isRunning(jobId: string): Promise<boolean> {
    const before = this.followed.get(jobId) ?? { job: replayDecider.initialState(), version: 0 };
    const news = await this.store.read(replayStream(jobId), before.version + 1);
    const job = news.map((event) => factOf<ReplayEvent>(event)).reduce(replayDecider.evolve, before.job);
    this.followed.set(jobId, { job, version: before.version + news.length });
    return job.status === 'running';
  }
}

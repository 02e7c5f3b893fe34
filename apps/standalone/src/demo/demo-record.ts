import { readFile, rename, writeFile } from 'node:fs/promises';

/** How far one story is. */
export interface StoryRecord {
  /** 0 = not submitted; n = the n-th step comes next. */
  next: number;
  /** Business time of what was done last; ISO 8601 UTC. */
  at: string | null;
  dossierId: string | null;
  dossierCode: string | null;
  /** A code that was fetched before the submission. */
  reservedCode: string | null;
  /** Ids of what was uploaded, by file name: a repeated request must name the same. */
  uploads: Record<string, string>;
  paymentId: string | null;
  /** Dossiers that came of the submissions; more than one is a fault. */
  answers: string[];
  /** Why it does not go on. */
  failed: string | null;
}

interface Recorded {
  readonly firstDay: string;
  readonly stories: Record<string, StoryRecord>;
  state: DemoState;
}

/** `running` and found at a start = interrupted, it goes on. `abandoned` = the clock went to the present without it. */
export type DemoState = 'running' | 'finished' | 'abandoned';

/** What the demo remembers over a kill. No personal data. */
export class DemoRecord {
  private saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly recorded: Recorded,
  ) {}

  static begin(file: string, firstDay: string): DemoRecord {
    return new DemoRecord(file, { firstDay, stories: {}, state: 'running' });
  }

  /** @returns undefined when no demo was ever begun here */
  static async find(file: string): Promise<DemoRecord | undefined> {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : new DemoRecord(file, JSON.parse(text) as Recorded);
  }

  /** Local day on which the demo begins. */
  get firstDay(): string {
    return this.recorded.firstDay;
  }

  get state(): DemoState {
    return this.recorded.state;
  }

  story(id: string): StoryRecord {
    return (this.recorded.stories[id] ??= {
      next: 0,
      at: null,
      dossierId: null,
      dossierCode: null,
      reservedCode: null,
      uploads: {},
      paymentId: null,
      answers: [],
      failed: null,
    });
  }

  async end(state: DemoState): Promise<void> {
    this.recorded.state = state;
    await this.save();
  }

  /** One after the other; the file is always whole. */
  save(): Promise<void> {
    this.saving = this.saving.then(async () => {
      await writeFile(`${this.file}.new`, JSON.stringify(this.recorded));
      await rename(`${this.file}.new`, this.file);
    });
    return this.saving;
  }
}

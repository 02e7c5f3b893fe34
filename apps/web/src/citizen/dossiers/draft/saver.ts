import { ProblemError } from '../../../api/problem.ts';
import { differences } from '../../declaration/values.ts';
import type { DraftContent, DraftLine, OpenDraft } from './drafts.ts';

/** How it stands with what was typed last. */
export type Saving =
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'pending' }
  | { readonly state: 'failed'; readonly error: unknown }
  /** Somebody (another tab, another device) saved in between: `changed` are the pointers in question. */
  | { readonly state: 'conflict'; readonly theirs: OpenDraft; readonly changed: readonly string[] }
  | { readonly state: 'submitted' };

/** Where drafts are kept. */
export interface DraftStore {
  save(version: number, content: DraftContent): Promise<DraftLine>;
  fetch(): Promise<OpenDraft>;
}

const REST_MS = 800;

/**
 * Saves a draft a moment after it was changed, one save at a time, each on the version that the last one left. When somebody else
 * was faster it stops, and the person decides.
 */
export class Saver {
  private stored: DraftContent;
  private version: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private current: DraftContent;

  constructor(
    private readonly store: DraftStore,
    draft: { readonly version: number; readonly content: DraftContent },
    private readonly tell: (saving: Saving) => void,
  ) {
    this.version = draft.version;
    this.stored = draft.content;
    this.current = draft.content;
  }

  changed(content: DraftContent): void {
    this.current = content;
    if (this.stopped) return;
    this.tell({ state: 'pending' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), REST_MS);
  }

  /** Saves at once what is not saved yet. @returns whether everything is saved now */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (!this.stopped && this.current !== this.stored) {
      const before = this.stored;
      this.running ??= this.save().finally(() => (this.running = undefined));
      await this.running;
      if (this.stored === before) return false;
    }
    return !this.stopped;
  }

  /** The person's answer to a conflict: his own words win, on top of the version that is there. */
  async keepOwn(theirs: OpenDraft): Promise<boolean> {
    this.version = theirs.version;
    this.stored = theirs.content!;
    this.stopped = false;
    return this.flush();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async save(): Promise<void> {
    const content = this.current;
    try {
      const { version, savedAt } = await this.store.save(this.version, content);
      this.version = version;
      this.stored = content;
      if (content === this.current) this.tell({ state: 'saved', at: savedAt });
    } catch (error) {
      await this.failed(error);
    }
  }

  private async failed(error: unknown): Promise<void> {
    const code = error instanceof ProblemError ? error.code : undefined;
    if (code === 'draft.submitted') return this.end({ state: 'submitted' });
    if (code !== 'draft.changed-elsewhere') return this.tell({ state: 'failed', error });
    const theirs = await this.store.fetch();
    if (theirs.content === null) return this.end({ state: 'submitted' });
    const own = differences(this.current, theirs.content).filter(isWords);
    if (own.length === 0) {
      // The answer to an earlier save was lost on the way, or somebody only looked at another step.
      this.version = theirs.version;
      this.stored = this.current;
      return this.tell({ state: 'saved', at: theirs.savedAt });
    }
    const changed = differences(this.stored, theirs.content).filter(isWords);
    if (changed.length > 0) return this.end({ state: 'conflict', theirs, changed });
    this.version = theirs.version; // nothing was said there; what is said here is saved on top
    this.stored = theirs.content;
  }

  private end(saving: Saving): void {
    this.stopped = true;
    this.tell(saving);
  }
}

/** Where the person was is no loss. */
function isWords(pointer: string): boolean {
  return pointer !== '/step';
}

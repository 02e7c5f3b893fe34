import { type Effect } from '../engine/mount.js';
import { type Collection, type Store } from '../engine/store.js';

/** One request as the simulators remember it: hashes and sizes, never content. */
export interface JournalEntry {
  id: string;
  /** virtual instant, `+07:00` */
  at: string;
  /** the same in milliseconds, for rates */
  atMs: number;
  mount: string;
  operation: string;
  /** the first dossier code of the request, null for catalogues and sign-on */
  key: string | null;
  keys: string[];
  request: { sha256: string; size: number };
  /** the status sent, 0 when no header went out */
  httpStatus: number;
  /** the outside system changed its books */
  committed: boolean;
  effect: Effect;
  /** the whole answer went out */
  answered: boolean;
  faultId: string | null;
  /** names of headers, or `url`, in which personal data was seen; the data itself is not kept */
  personalDataIn: string[];
}

export interface JournalQuery {
  key?: string | undefined;
  mount?: string | undefined;
  operation?: string | undefined;
}

export class Journal {
  private readonly entries: Collection<JournalEntry>;

  constructor(store: Store) {
    this.entries = store.collection('journal');
  }

  write(entry: Omit<JournalEntry, 'id'>): JournalEntry {
    const numbered = { id: `x-${this.entries.size + 1}`, ...entry };
    this.entries.put(numbered.id, numbered);
    return numbered;
  }

  /** The caller went away before the answer was through. */
  unanswered(entry: JournalEntry): void {
    this.entries.put(entry.id, { ...entry, answered: false });
  }

  find({ key, mount, operation }: JournalQuery): JournalEntry[] {
    return this.entries
      .entries()
      .map(([, entry]) => entry)
      .filter((entry) => key === undefined || entry.keys.includes(key))
      .filter((entry) => mount === undefined || entry.mount === mount)
      .filter((entry) => operation === undefined || entry.operation === operation);
  }
}

/** Whether an entry booked something new; an upsert that only refreshed what was there does not count. */
export function bookedAnew(entry: JournalEntry): boolean {
  return entry.effect === 'created' || entry.effect === 'appended';
}

import { appendFileSync, readFileSync } from 'node:fs';

/** What a client saw, in the order in which it saw it. The auditor believes nothing else about the clients. */
export type JournalEntry = Timed &
  (
    | { readonly kind: 'request'; readonly key: string; readonly subject: string; readonly unit: string }
    | { readonly kind: 'answer'; readonly key: string; readonly status: number; readonly answer: ClientAnswer }
    | { readonly kind: 'lost'; readonly key: string; readonly reason: string }
    /** Something was broken or mended on purpose. */
    | { readonly kind: 'fault'; readonly what: string; readonly about?: string }
    /** What an operator or an officer saw of a process, or of a dossier there; status 0 = it ended instead, with these last words. */
    | {
        readonly kind: 'seen';
        readonly process: string;
        readonly of: string;
        readonly status: number;
        readonly text: string;
      }
  );

export interface Timed {
  /** Milliseconds of the machine's clock. */
  readonly at: number;
}

/** Of an acknowledgement the ids, of a refusal its stable code. */
export interface ClientAnswer {
  readonly dossierId?: string;
  readonly dossierCode?: string | null;
  readonly problem?: string;
}

type Unstamped<Entry> = Entry extends unknown ? Omit<Entry, 'at'> : never;

/** Append-only JSON lines; a line is on its way to the disk before the client goes on. */
export class Journal {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  write(entry: Unstamped<JournalEntry>): void {
    appendFileSync(this.file, `${JSON.stringify({ at: Date.now(), ...entry })}\n`);
  }

  fault(what: string, about?: string): void {
    this.write({ kind: 'fault', what, ...(about === undefined ? {} : { about }) });
  }
}

export function readJournal(file: string): JournalEntry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JournalEntry);
}

import type { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import { accessEntry } from './access-entry.js';
import { type AccessEntry, AccessLog, type AccessPage, type AccessSearch } from './access-log.js';

/** For specs and for processes without a database. */
export class MemoryAccessLog extends AccessLog {
  readonly entries: (AccessEntry & { readonly id: string })[] = [];

  constructor(private readonly clock: Clock) {
    super();
  }

  override record(dossierIds: readonly string[], actor: Actor, purpose: string): Promise<void> {
    for (const dossierId of dossierIds) {
      this.entries.push({ id: String(this.entries.length + 1), ...accessEntry(dossierId, actor, purpose, this.clock) });
    }
    return Promise.resolve();
  }

  override search(search: AccessSearch): Promise<AccessPage> {
    const found = this.entries.filter((entry) => matches(entry, search)).reverse();
    const entries = found.slice(0, search.limit);
    return Promise.resolve({ entries, next: found.length > search.limit ? entries.at(-1)?.id : undefined });
  }
}

function matches(entry: AccessEntry & { readonly id: string }, search: AccessSearch): boolean {
  const { from = '', to = '9', before = String(Infinity) } = search;
  const asked = (['dossierId', 'subject', 'purpose'] as const).every(
    (name) => entry[name] === (search[name] ?? entry[name]),
  );
  return asked && entry.happenedAt >= from && entry.happenedAt < to && Number(entry.id) < Number(before);
}

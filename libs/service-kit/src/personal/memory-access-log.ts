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
  return (
    entry.dossierId === (search.dossierId ?? entry.dossierId) &&
    entry.subject === (search.subject ?? entry.subject) &&
    entry.purpose === (search.purpose ?? entry.purpose) &&
    entry.happenedAt >= (search.from ?? '') &&
    entry.happenedAt < (search.to ?? '9') &&
    Number(entry.id) < Number(search.before ?? Infinity)
  );
}

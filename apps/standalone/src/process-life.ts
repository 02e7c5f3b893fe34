import { readFileSync } from 'node:fs';

/** A process as it can be recognised later. */
export interface RecordedProcess {
  readonly pid: number;
  /** When it began, in the words of the system, because process ids are used again. Null where the system does not tell. */
  readonly began: string | null;
}

export function recorded(pid: number): RecordedProcess {
  return { pid, began: statOf(pid)?.began ?? null };
}

/** True while that very process lives. One that ended and was not yet fetched by its parent does not. */
export function isAlive({ pid, began }: RecordedProcess): boolean {
  if (!answersSignals(pid)) return false;
  const stat = statOf(pid);
  if (stat === undefined) return true;
  return stat.state !== 'Z' && (began === null || began === stat.began);
}

/** True for one that ended and was not yet fetched by its parent: it answers signals still. */
export function isUnfetched(pid: number): boolean {
  return statOf(pid)?.state === 'Z';
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @returns undefined where there is no /proc, or no such process */
function statOf(pid: number): { readonly state: string; readonly began: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name in front stands in brackets and may hold anything
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, began: fields[19]! };
  } catch {
    return undefined;
  }
}

/**
 * What may go wrong with an append: no answer and nothing written; written and no answer; a revision that nobody asked for;
 * another node leads; the node cannot take it; the answer comes late.
 */
export const APPEND_FAULTS = [
  'silent',
  'written-silent',
  'wrong-revision',
  'not-leader',
  'unavailable',
  'slow',
] as const;
export type AppendFault = (typeof APPEND_FAULTS)[number];

/** What the stand-in does wrong, by order of a spec. */
export class Faults {
  private appends: AppendFault[] = [];
  private readonly cuts = new Set<() => void>();
  /** Reads get no answer. */
  readsAreSilent = false;
  /** Subscriptions live on and deliver nothing. */
  subscriptionsAreMute = false;
  /** Whom `not-leader` names; itself when nobody. */
  leader: { readonly host: string; readonly port: number } | undefined;
  slowMs = 200;

  /** The next appends meet it. */
  next(fault: AppendFault, times = 1): void {
    for (let each = 0; each < times; each += 1) this.appends.push(fault);
  }

  take(): AppendFault | undefined {
    return this.appends.shift();
  }

  /** Ends every open subscription in the middle, as a lost connection does. */
  dropSubscriptions(): void {
    for (const cut of this.cuts) cut();
  }

  onDrop(cut: () => void): () => void {
    this.cuts.add(cut);
    return () => void this.cuts.delete(cut);
  }

  clear(): void {
    this.appends = [];
    this.readsAreSilent = false;
    this.subscriptionsAreMute = false;
    this.leader = undefined;
  }
}

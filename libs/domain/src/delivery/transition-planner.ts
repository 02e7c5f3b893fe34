/** The states an outside system knows for our dossier, and which may follow which. Nodes are wire codes of the profile. */
export interface StatusGraph {
  /** The node before anything was reported. */
  readonly initial: string;
  readonly edges: Readonly<Record<string, readonly string[]>>;
  readonly terminal: readonly string[];
}

/** The lifecycle event that made a node true for this dossier; nodes without one were never reached. */
export type StatusFacts = Readonly<Record<string, StatusFact>>;

export interface StatusFact {
  readonly sourceEventId: string;
  readonly occurredAt: string;
  readonly actor: string;
}

export interface TransitionStep extends StatusFact {
  readonly target: string;
}

export type TransitionPlan =
  /** Already there. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'steps'; readonly steps: readonly TransitionStep[] }
  /** A step on the way has no lifecycle event: it is not invented. */
  | { readonly kind: 'held'; readonly missing: readonly string[] }
  /** A regression, or a move out of a terminal state: refused without a call. */
  | { readonly kind: 'conflict'; readonly code: 'terminal' | 'unreachable' };

/**
 * The shortest way through the graph from the last known state to the target, every step with the true time and actor of its
 * lifecycle event.
 */
export function planTransitions(graph: StatusGraph, from: string, target: string, facts: StatusFacts): TransitionPlan {
  if (from === target) return { kind: 'nothing' };
  if (graph.terminal.includes(from)) return { kind: 'conflict', code: 'terminal' };
  const way = shortestWay(graph, from, target);
  if (way === undefined) return { kind: 'conflict', code: 'unreachable' };
  const missing = way.filter((node) => !Object.hasOwn(facts, node));
  if (missing.length > 0) return { kind: 'held', missing };
  return { kind: 'steps', steps: way.map((node) => ({ ...facts[node]!, target: node })) };
}

/** Breadth first; edges in the order of the profile, so the answer is the same every time. */
function shortestWay(graph: StatusGraph, from: string, target: string): readonly string[] | undefined {
  const ways: string[][] = [[]];
  const seen = new Set([from]);
  for (const way of ways) {
    const node = way.at(-1) ?? from;
    if (node === target) return way;
    for (const next of Object.hasOwn(graph.edges, node) ? graph.edges[node]! : []) {
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

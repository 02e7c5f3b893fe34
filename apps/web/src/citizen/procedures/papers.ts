import { answersTo, type Condition } from './condition.ts';
import type { Procedure } from './procedures.ts';

export type Paper = Procedure['components'][number];

/** The channel that these pages hand dossiers in by. */
const CHANNEL = 'provincialPortal';

/** One thing to be handed in: any of these papers. */
export interface Slot {
  readonly id: string;
  readonly anyOf: readonly Paper[];
  /** By what the declaration says so far. */
  readonly required: boolean;
}

/**
 * The papers that may be sent with a declaration online. What a database holds is never asked for, and what is only shown is asked
 * for at the counter alone.
 */
export function slotsOf(papers: readonly Paper[], declaration: unknown): Slot[] {
  const asked = papers.filter(
    ({ source, channels }) => source === 'upload' && (channels === undefined || channels.includes(CHANNEL)),
  );
  const groups = Map.groupBy(asked, ({ anyOfGroup, code }) => anyOfGroup ?? code);
  return [...groups].map(([id, anyOf]) => ({
    id,
    anyOf,
    required: anyOf.some((paper) => isRequired(paper, declaration)),
  }));
}

/** Whether the declaration as it stands asks for the paper. */
export function isRequired({ required }: Paper, declaration: unknown): boolean {
  if (typeof required === 'string') return required === 'always';
  return answersTo(required as readonly Condition[], declaration);
}

/** Slots that something must still be sent for. */
export function missingSlots(slots: readonly Slot[], sent: readonly string[]): Slot[] {
  return slots.filter(({ required, anyOf }) => required && !anyOf.some(({ code }) => sent.includes(code)));
}

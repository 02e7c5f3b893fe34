import { createContext, useContext } from 'react';
import type { Form } from '../../declaration/form.ts';
import type { Fault } from '../../declaration/leaf-faults.ts';
import type { JsonRecord } from '../../declaration/schema.ts';
import type { FormStep } from '../../declaration/steps.ts';
import type { Procedure } from '../../procedures/procedures.ts';
import type { DraftContent, OpenDraft } from './drafts.ts';
import type { Saving } from './saver.ts';

/** A draft on the screen. */
export interface Editing {
  readonly draft: OpenDraft;
  readonly procedure: Procedure;
  readonly form: Form;
  readonly steps: readonly FormStep[];
  readonly screens: readonly string[];
  readonly content: DraftContent;
  /** What would be sent: only what is asked now. */
  readonly asked: JsonRecord;
  /** Everything that is wrong in the declaration, told or not. */
  readonly faults: readonly Fault[];
  readonly told: ReadonlyMap<string, Fault>;
  readonly saving: Saving;
  readonly change: (update: (content: DraftContent) => DraftContent) => void;
  /** From now on these places are told when they are wrong. */
  readonly tell: (pointers: readonly string[]) => void;
  /** What the server refused; each stands until its place is changed. */
  readonly refuse: (faults: readonly Fault[]) => void;
  readonly flush: () => Promise<boolean>;
  readonly go: (screen: string) => void;
}

const EditingContext = createContext<Editing | null>(null);

export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error('a screen stands outside of a draft');
  return editing;
}

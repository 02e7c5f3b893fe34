import { createContext, useContext } from 'react';
import type { Form } from '../form.ts';
import type { Fault } from '../leaf-faults.ts';
import type { Json, JsonRecord } from '../schema.ts';

/** What every question needs to know of the form that it stands in. */
export interface Asking {
  readonly form: Form;
  readonly declaration: JsonRecord;
  readonly set: (pointer: string, value: Json | undefined) => void;
  /** The person has left this question: from now on it is told when it is wrong. */
  readonly left: (pointer: string) => void;
  /** What is told to be wrong right now. */
  readonly faults: ReadonlyMap<string, Fault>;
}

const AskingContext = createContext<Asking | null>(null);

export const AskingProvider = AskingContext.Provider;

export function useAsking(): Asking {
  const asking = useContext(AskingContext);
  if (asking === null) throw new Error('a question stands outside of a form');
  return asking;
}

/** The id of the control that answers a question. */
export function controlId(pointer: string): string {
  return `q${pointer.replaceAll('/', '-')}`;
}

/** Puts the person where something is to be answered. */
export function focusOn(pointer: string): void {
  const control = document.getElementById(controlId(pointer));
  control?.scrollIntoView({ block: 'center' });
  control?.focus();
}

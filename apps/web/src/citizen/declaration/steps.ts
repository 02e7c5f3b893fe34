import { type Field, type Words, fieldsOf } from './fields.ts';
import type { Form } from './form.ts';
import type { Fault } from './leaf-faults.ts';
import { type JsonRecord, isNode, nodesOf, textOf, wordsOf } from './schema.ts';

/** One screen of the declaration. */
export interface FormStep {
  readonly id: string;
  readonly title: Words;
  readonly fields: readonly Field[];
}

/** The screens that have something to ask for the values that are there; what belongs to no screen is asked on the first one. */
export function stepsOf(form: Form, declaration: JsonRecord): FormStep[] {
  const fields = fieldsOf(form, [form.root], declaration);
  const declared = nodesOf(form.root.node['x-steps']).map((step) => ({
    id: textOf(step['id'])!,
    title: titleOf(step),
  }));
  const known = new Set(declared.map(({ id }) => id));
  const stepOf = ({ step }: Field): string => (step !== undefined && known.has(step) ? step : (declared[0]?.id ?? ''));
  return declared
    .map((step) => ({ ...step, fields: fields.filter((field) => stepOf(field) === step.id) }))
    .filter((step) => step.fields.length > 0);
}

/** The screen on which a place of the declaration is asked; the first one for what nobody asks. */
export function stepAt(steps: readonly FormStep[], pointer: string): FormStep | undefined {
  const [name] = wordsOf(pointer);
  return steps.find(({ fields }) => fields.some((field) => field.name === name)) ?? steps[0];
}

/** What is wrong on one screen. */
export function faultsOn(step: FormStep, faults: readonly Fault[]): Fault[] {
  const names = new Set(step.fields.map(({ name }) => name));
  return faults.filter(({ pointer }) => names.has(wordsOf(pointer)[0] ?? ''));
}

function titleOf(step: Readonly<Record<string, unknown>>): Words {
  const vi = textOf(step['title']) ?? '';
  return { vi, en: (isNode(step['x-en']) ? textOf(step['x-en']['title']) : undefined) ?? vi };
}

import type { ReactNode } from 'react';
import { defineTexts } from '../../../app/texts.ts';
import { useWords } from '../../shown/words.ts';
import type { Field } from '../fields.ts';
import { controlId, useAsking } from './asking.ts';
import { useFaultText } from './fault-texts.ts';

const useTexts = defineTexts(
  'declaration-question',
  { optional: 'không bắt buộc', example: 'Ví dụ: {{example}}', date: 'Ngày/tháng/năm, ví dụ 05/11/2024.' },
  { optional: 'optional', example: 'Example: {{example}}', date: 'Day/month/year, e.g. 05/11/2024.' },
);

/** What ties a control to its label, its help and its fault, for people who hear the page. */
export interface ControlTies {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

/** Label, help and fault around one control. */
export function Question({ field, children }: { field: Field; children: (ties: ControlTies) => ReactNode }) {
  const told = useTold(field);
  return (
    <div className="question">
      <label htmlFor={told.ties.id}>
        <Title field={field} />
      </label>
      {told.help}
      {children(told.ties)}
      {told.fault}
    </div>
  );
}

export function Title({ field }: { field: Field }) {
  const t = useTexts();
  const words = useWords();
  return (
    <>
      {words(field.title)} {!field.required && <span className="optional">({t('optional')})</span>}
    </>
  );
}

/** Help and fault of a question, and how they hang together with its control. */
export function useTold(field: Field): { ties: ControlTies; help: ReactNode; fault: ReactNode } {
  const { faults } = useAsking();
  const faultText = useFaultText();
  const id = controlId(field.pointer);
  const fault = faults.get(field.pointer);
  const help = useHelp(field);
  const describedBy = [help !== '' && `${id}-help`, fault !== undefined && `${id}-fault`].filter(
    (one) => one !== false,
  );
  return {
    ties: {
      id,
      'aria-describedby': describedBy.length === 0 ? undefined : describedBy.join(' '),
      'aria-invalid': fault === undefined ? undefined : true,
      'aria-required': field.required ? true : undefined,
    },
    help: help !== '' && (
      <p className="help" id={`${id}-help`}>
        {help}
      </p>
    ),
    fault: fault !== undefined && (
      <p className="fault" id={`${id}-fault`}>
        {faultText(fault)}
      </p>
    ),
  };
}

function useHelp({ help, example, kind }: Field): string {
  const t = useTexts();
  const words = useWords();
  const parts = [help === undefined ? '' : words(help)];
  if (example !== undefined) parts.push(t('example', { example }));
  else if (kind === 'date') parts.push(t('date'));
  return parts.filter((part) => part !== '').join(' ');
}

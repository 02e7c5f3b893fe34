import { Input } from 'antd';
import { tidyDate } from '../dates.ts';
import type { Field } from '../fields.ts';
import type { Json } from '../schema.ts';
import { valueAt } from '../values.ts';
import { useAsking } from './asking.ts';
import { Question } from './question.tsx';

/** Everything that is typed. It is tidied when the person leaves the field, never while he types. */
export function TextField({ field }: { field: Field }) {
  const { declaration, set, left } = useAsking();
  const value = valueAt(declaration, field.pointer);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const onBlur = (): void => {
    const tidied = tidy(field, text);
    if (tidied !== value) set(field.pointer, tidied);
    if (tidied !== undefined) left(field.pointer);
  };
  return (
    <Question field={field}>
      {(ties) =>
        field.kind === 'paragraph' ? (
          <Input.TextArea
            {...ties}
            status={ties['aria-invalid'] === true ? 'error' : ''}
            autoSize={{ minRows: 3, maxRows: 8 }}
            value={text}
            onChange={(event) => set(field.pointer, event.target.value)}
            onBlur={onBlur}
          />
        ) : (
          <Input
            {...ties}
            status={ties['aria-invalid'] === true ? 'error' : ''}
            {...(NUMERIC.includes(field.kind) ? { inputMode: 'numeric' as const } : {})}
            autoComplete="off"
            value={text}
            onChange={(event) => set(field.pointer, event.target.value)}
            onBlur={onBlur}
          />
        )
      }
    </Question>
  );
}

const NUMERIC = ['date', 'integer'];

/** What is stored of what was typed; undefined = nothing. */
function tidy({ kind, upperCase }: Field, text: string): Json | undefined {
  const typed = text.normalize('NFC').trim();
  if (typed === '') return undefined;
  if (kind === 'integer') return /^-?\d{1,9}$/.test(typed) ? Number(typed) : typed;
  if (kind === 'date') return tidyDate(typed);
  return upperCase ? typed.toUpperCase() : typed;
}

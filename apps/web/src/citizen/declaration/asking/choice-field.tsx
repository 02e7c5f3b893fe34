import { Radio, Select } from 'antd';
import { useWords } from '../../shown/words.ts';
import type { Field } from '../fields.ts';
import { answers } from '../plain.ts';
import { valueAt } from '../values.ts';
import { useAsking } from './asking.ts';
import { Question, Title, useTold } from './question.tsx';

/** So many stand open on the page; longer lists are searched. */
const OPEN_UP_TO = 5;

export function ChoiceField({ field }: { field: Field }) {
  return field.choices.length <= OPEN_UP_TO ? <OpenChoice field={field} /> : <SearchedChoice field={field} />;
}

function useChosen({ pointer }: Field): string | undefined {
  const found = valueAt(useAsking().declaration, pointer);
  return typeof found === 'string' ? found : undefined;
}

function OpenChoice({ field }: { field: Field }) {
  const { set, left } = useAsking();
  const words = useWords();
  const { ties, help, fault } = useTold(field);
  const { id, ...aria } = ties;
  return (
    <div className="question">
      <span className="question-title" id={`${id}-title`}>
        <Title field={field} />
      </span>
      {help}
      <div id={id} tabIndex={-1} role="radiogroup" aria-labelledby={`${id}-title`} {...aria}>
        <Radio.Group
          role="none"
          name={id}
          value={useChosen(field) ?? null}
          onChange={(event) => {
            set(field.pointer, event.target.value as string);
            left(field.pointer);
          }}
          options={field.choices.map(({ code, name }) => ({ value: code, label: words(name) }))}
        />
      </div>
      {fault}
    </div>
  );
}

function SearchedChoice({ field }: { field: Field }) {
  const { set, left } = useAsking();
  const words = useWords();
  return (
    <Question field={field}>
      {(ties) => (
        <Select
          {...ties}
          status={ties['aria-invalid'] === true ? 'error' : ''}
          allowClear={!field.required}
          showSearch={{ filterOption: (typed, option) => answers(String(option?.label ?? ''), typed) }}
          value={useChosen(field) ?? null}
          onChange={(code: string | null | undefined) => {
            set(field.pointer, code ?? undefined);
            left(field.pointer);
          }}
          options={field.choices.map(({ code, name }) => ({ value: code, label: words(name) }))}
        />
      )}
    </Question>
  );
}

import { Input, Select } from 'antd';
import { answers } from '../../../citizen/declaration/plain.ts';
import { stepsOf } from '../../../citizen/declaration/steps.ts';
import type { JsonRecord } from '../../../citizen/declaration/schema.ts';
import { useWords } from '../../../citizen/shown/words.ts';
import { type Dossier, useDeclarationForm } from '../dossier.ts';
import type { SupplementItem } from './command-forms.ts';
import { useCommandTexts } from './command-texts.ts';

interface ItemsProps {
  readonly id: string;
  readonly dossier: Dossier;
  readonly value: readonly SupplementItem[];
  readonly change: (items: readonly SupplementItem[]) => void;
}

/** Papers and fields that are asked for, each with the words that the slip says of it. */
export function ItemsInput({ id, dossier, value, change }: ItemsProps) {
  const t = useCommandTexts();
  const options = useItems(dossier);
  const named = (item: string) => options.find((one) => one.value === item)?.label ?? item;
  return (
    <>
      <p className="help">{t('itemsMore')}</p>
      <Select
        id={id}
        mode="multiple"
        aria-label={t('field.items')}
        value={value.map(({ item }) => item)}
        options={options}
        showSearch={{ filterOption: (typed, option) => answers(String(option?.label ?? ''), typed) }}
        onChange={(items: string[]) =>
          change(items.map((item) => value.find((one) => one.item === item) ?? { item, text: named(item) }))
        }
      />
      {value.map(({ item, text }) => (
        <Input
          key={item}
          aria-label={t('itemText', { name: named(item) })}
          style={{ marginTop: 6 }}
          maxLength={300}
          value={text}
          onChange={({ target }) =>
            change(value.map((one) => (one.item === item ? { item, text: target.value } : one)))
          }
        />
      ))}
    </>
  );
}

function useItems(dossier: Dossier): { value: string; label: string }[] {
  const words = useWords();
  const { data: form } = useDeclarationForm(dossier.dossierId ?? '', dossier.declaration !== null);
  const steps = form === undefined ? [] : stepsOf(form, (dossier.declaration ?? {}) as JsonRecord);
  const fields = steps.flatMap((step) =>
    step.fields.map(({ pointer, title }) => ({ value: pointer, label: `${words(step.title)}: ${words(title)}` })),
  );
  return [...dossier.components.map(({ code, name }) => ({ value: code, label: name })), ...fields];
}

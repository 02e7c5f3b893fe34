import { AutoComplete, Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { answers } from '../../../citizen/declaration/plain.ts';
import { useDirectory } from '../../shown/directory.ts';
import type { Dossier } from '../dossier.ts';
import { AnswersInput } from './answers-input.tsx';
import type { CommandField, FieldValue, ScanAnswer, SupplementItem } from './command-forms.ts';
import { useCommandTexts } from './command-texts.ts';
import { FileInput } from './file-input.tsx';
import { ItemsInput } from './items-input.tsx';

export interface InputProps {
  readonly field: CommandField;
  readonly dossier: Dossier;
  readonly value: FieldValue;
  readonly change: (value: FieldValue) => void;
}

/** One question of a command. */
export function CommandInput(props: InputProps) {
  const t = useCommandTexts();
  const id = useId();
  const { field, value, change } = props;
  if (field.kind === 'check')
    return (
      <div className="command-field">
        <Checkbox checked={value === true} onChange={({ target }) => change(target.checked)}>
          {t(`field.${field.name}`)}
        </Checkbox>
      </div>
    );
  return (
    <div className="command-field">
      <label htmlFor={id} id={`${id}-label`}>
        {t(`field.${field.name}`)} {field.optional === true && `(${t('optional')})`}
      </label>
      <Control {...props} id={id} />
    </div>
  );
}

type ControlProps = InputProps & { readonly id: string };

function Control(props: ControlProps): ReactNode {
  const { field, value, change, id, dossier } = props;
  const text = textOf(value);
  if (typeof field.kind === 'object') return <OneOf {...props} choices={field.kind} />;
  switch (field.kind) {
    case 'words':
      return (
        <Input.TextArea
          id={id}
          rows={3}
          maxLength={2000}
          value={text}
          onChange={({ target }) => change(target.value)}
        />
      );
    case 'line':
    case 'case':
      return <Input id={id} maxLength={200} value={text} onChange={({ target }) => change(target.value)} />;
    case 'moment':
      return <Input id={id} type="datetime-local" value={text} onChange={({ target }) => change(target.value)} />;
    case 'number':
    case 'amount':
      return <Count {...props} />;
    case 'items':
      return (
        <ItemsInput id={id} dossier={dossier} value={(value ?? []) as readonly SupplementItem[]} change={change} />
      );
    case 'answers':
      return <AnswersInput dossier={dossier} value={(value ?? []) as readonly ScanAnswer[]} change={change} />;
    case 'pdf':
    case 'scan':
      return <FileInput {...props} />;
    case 'account':
      return <Account {...props} />;
    case 'unit':
    case 'reason':
    case 'component':
      return <FromList {...props} />;
    case 'check':
      return null;
  }
}

function Count({ id, field, value, change }: ControlProps) {
  return (
    <InputNumber
      id={id}
      min={1}
      max={field.kind === 'number' ? 365 : 10_000_000_000}
      precision={0}
      value={typeof value === 'number' ? value : null}
      onChange={(number) => change(number ?? undefined)}
    />
  );
}

function OneOf({ id, value, change, choices }: ControlProps & { readonly choices: readonly string[] }) {
  const t = useCommandTexts();
  return (
    <Radio.Group
      aria-labelledby={`${id}-label`}
      value={value}
      onChange={({ target }) => change(String(target.value))}
      options={choices.map((choice) => ({ value: choice, label: t(`choice.${choice}` as 'choice.cash') }))}
    />
  );
}

function Account({ id, field, value, change }: ControlProps) {
  const t = useCommandTexts();
  const { data } = useDirectory();
  return (
    <AutoComplete
      id={id}
      aria-label={t(`field.${field.name}`)}
      value={textOf(value)}
      options={(data?.handlers ?? []).map((account) => ({ value: account }))}
      onChange={(account) => change(account.trim())}
    />
  );
}

function FromList({ id, field, value, change, dossier }: ControlProps) {
  const t = useCommandTexts();
  const { data } = useDirectory();
  const lists: Readonly<Record<string, readonly { readonly code: string; readonly name: string }[] | undefined>> = {
    unit: data?.units,
    reason: data?.refusalReasons,
    component: dossier.components,
  };
  return (
    <Select
      id={id}
      aria-label={t(`field.${field.name}`)}
      value={typeof value === 'string' ? value : null}
      options={(lists[String(field.kind)] ?? []).map(({ code, name }) => ({ value: code, label: name }))}
      showSearch={{ filterOption: (typed, option) => answers(String(option?.label ?? ''), typed) }}
      onChange={(code: string) => change(code)}
    />
  );
}

function textOf(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}

import { useMemo, useState } from 'react';
import { AskingProvider } from '../../declaration/asking/asking.ts';
import { DeclarationField } from '../../declaration/asking/declaration-field.tsx';
import { today } from '../../declaration/dates.ts';
import { fieldsOf } from '../../declaration/fields.ts';
import { Form } from '../../declaration/form.ts';
import { type JsonRecord, wordsOf } from '../../declaration/schema.ts';
import { withValue } from '../../declaration/values.ts';
import type { Procedure } from '../../procedures/procedures.ts';

interface AskedFieldsProps {
  readonly procedure: Procedure;
  /** JSON pointers of the fields in question. */
  readonly pointers: readonly string[];
  readonly declaration: JsonRecord;
  readonly change: (declaration: JsonRecord) => void;
}

/** The questions of the declaration that an officer asked again, with the present answers in them. */
export function AskedFields({ procedure, pointers, declaration, change }: AskedFieldsProps) {
  const [day] = useState(() => today(new Date()));
  const form = useMemo(() => new Form(procedure, day), [procedure, day]);
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const names = new Set(pointers.map((pointer) => wordsOf(pointer)[0]));
  const fields = fieldsOf(form, [form.root], declaration).filter(({ name }) => names.has(name));
  const faults = form.faults([form.root], declaration).filter(({ pointer }) => checked.has(pointer));
  return (
    <AskingProvider
      value={{
        form,
        declaration,
        set: (pointer, value) => change(withValue(declaration, pointer, value)),
        left: (pointer) => setChecked((before) => new Set([...before, pointer])),
        faults: new Map(faults.map((fault) => [fault.pointer, fault])),
      }}
    >
      {fields.map((field) => (
        <DeclarationField key={field.pointer} field={field} />
      ))}
    </AskingProvider>
  );
}

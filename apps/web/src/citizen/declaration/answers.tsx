import { useWords } from '../shown/words.ts';
import { type Field, fieldsOf } from './fields.ts';
import type { Form } from './form.ts';
import { valueAt } from './values.ts';

/** What was answered to some questions, in words: names instead of codes. Unanswered ones are left out. */
export function Answers({ form, fields, declaration }: { form: Form; fields: readonly Field[]; declaration: unknown }) {
  const words = useWords();
  const answered = fields.filter(({ pointer }) => valueAt(declaration, pointer) !== undefined);
  return (
    <dl className="facts">
      {answered.map((field) => (
        <div key={field.pointer} style={{ display: 'contents' }}>
          <dt>{words(field.title)}</dt>
          <dd>
            <Answer form={form} field={field} declaration={declaration} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answer({ form, field, declaration }: { form: Form; field: Field; declaration: unknown }) {
  const words = useWords();
  const value = valueAt(declaration, field.pointer);
  if (field.kind === 'group')
    return <Answers form={form} fields={fieldsOf(form, field.at, value, field.pointer)} declaration={declaration} />;
  if (field.kind === 'list') return <Rows form={form} field={field} declaration={declaration} />;
  const choice = field.choices.find(({ code }) => code === value);
  return <>{choice === undefined ? String(value as string | number) : words(choice.name)}</>;
}

function Rows({ form, field, declaration }: { form: Form; field: Field; declaration: unknown }) {
  const rows = valueAt(declaration, field.pointer);
  const items = form.itemsOf(field.at.flatMap((one) => form.parts(one, rows)));
  return (
    <ol>
      {(Array.isArray(rows) ? (rows as unknown[]) : []).map((row, place) => {
        const pointer = `${field.pointer}/${place}`;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a row is known by its place
          <li key={place}>
            <Answers form={form} fields={fieldsOf(form, items, row, pointer)} declaration={declaration} />
          </li>
        );
      })}
    </ol>
  );
}

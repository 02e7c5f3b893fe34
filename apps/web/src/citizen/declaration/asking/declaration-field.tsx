import { Button } from 'antd';
import { defineTexts } from '../../../app/texts.ts';
import { useWords } from '../../shown/words.ts';
import { type Field, fieldsOf } from '../fields.ts';
import type { Json } from '../schema.ts';
import { valueAt } from '../values.ts';
import { controlId, useAsking } from './asking.ts';
import { ChoiceField } from './choice-field.tsx';
import { Title, useTold } from './question.tsx';
import { TextField } from './text-field.tsx';

const useTexts = defineTexts(
  'declaration-list',
  { row: '{{title}} – dòng {{number}}', add: 'Thêm dòng', remove: 'Xóa dòng {{number}}' },
  { row: '{{title}} – row {{number}}', add: 'Add a row', remove: 'Remove row {{number}}' },
);

/** One question of a declaration, by its kind. */
export function DeclarationField({ field }: { field: Field }) {
  switch (field.kind) {
    case 'group':
      return <GroupField field={field} />;
    case 'list':
      return <ListField field={field} />;
    case 'choice':
      return <ChoiceField field={field} />;
    case 'text':
    case 'paragraph':
    case 'date':
    case 'integer':
      return <TextField field={field} />;
  }
}

/** Questions that belong together, such as those of an address. */
function GroupField({ field }: { field: Field }) {
  const { form, declaration } = useAsking();
  const { help, fault } = useTold(field);
  return (
    <fieldset className="group question" id={controlId(field.pointer)} tabIndex={-1}>
      <legend>
        <Title field={field} />
      </legend>
      {help}
      {fieldsOf(form, field.at, valueAt(declaration, field.pointer), field.pointer).map((inner) => (
        <DeclarationField key={inner.pointer} field={inner} />
      ))}
      {fault}
    </fieldset>
  );
}

/** Rows of questions, such as the places where somebody lived. */
function ListField({ field }: { field: Field }) {
  const t = useTexts();
  const words = useWords();
  const { declaration, set } = useAsking();
  const { help, fault } = useTold(field);
  const found = valueAt(declaration, field.pointer);
  const rows: readonly Json[] = Array.isArray(found) ? (found as Json[]) : [];
  const put = (changed: readonly Json[]): void => set(field.pointer, changed.length === 0 ? undefined : changed);
  return (
    <fieldset className="question" id={controlId(field.pointer)} tabIndex={-1}>
      <legend>
        <Title field={field} />
      </legend>
      {help}
      {rows.map((_row, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a row is known by its place
        <fieldset key={place} className="group">
          <legend>{t('row', { title: words(field.title), number: place + 1 })}</legend>
          <Row field={field} pointer={`${field.pointer}/${place}`} />
          <Button onClick={() => put(rows.filter((_, other) => other !== place))}>
            {t('remove', { number: place + 1 })}
          </Button>
        </fieldset>
      ))}
      <Button onClick={() => put([...rows, {}])}>{t('add')}</Button>
      {fault}
    </fieldset>
  );
}

function Row({ field, pointer }: { field: Field; pointer: string }) {
  const { form, declaration } = useAsking();
  const rows = valueAt(declaration, field.pointer);
  const items = form.itemsOf(field.at.flatMap((one) => form.parts(one, rows)));
  return fieldsOf(form, items, valueAt(declaration, pointer), pointer).map((inner) => (
    <DeclarationField key={inner.pointer} field={inner} />
  ));
}

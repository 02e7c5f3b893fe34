import { Alert } from 'antd';
import { useId } from 'react';
import { nameOf } from '../../shown/directory.ts';
import type { Dossier } from '../dossier.ts';
import type { ScanAnswer } from './command-forms.ts';
import { useCommandTexts } from './command-texts.ts';

interface AnswersProps {
  readonly dossier: Dossier;
  readonly value: readonly ScanAnswer[];
  readonly change: (scans: readonly ScanAnswer[]) => void;
}

/** The papers that somebody brought for a request, scanned one by one. */
export function AnswersInput({ dossier, value, change }: AnswersProps) {
  const t = useCommandTexts();
  const id = useId();
  const items = dossier.supplement?.items ?? [];
  const fields = items.filter((item) => item.startsWith('/'));
  const papers = items.filter((item) => !item.startsWith('/'));
  return (
    <>
      {papers.map((item) => (
        <div key={item} className="command-field">
          <label htmlFor={`${id}-${item}`}>{nameOf(dossier.components, item)}</label>
          <input
            id={`${id}-${item}`}
            type="file"
            accept="application/pdf,image/jpeg,image/png,image/tiff"
            onChange={({ target }) => {
              const file = target.files?.[0];
              const others = value.filter((one) => one.item !== item);
              change(file === undefined ? others : [...others, { item, file }]);
            }}
          />
        </div>
      ))}
      {fields.length > 0 && <Alert type="info" title={t('fieldsNotHere', { names: fields.join(', ') })} />}
    </>
  );
}

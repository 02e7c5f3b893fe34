import { Button } from 'antd';
import { useRef } from 'react';
import type { CommandField, FieldValue } from './command-forms.ts';
import type { Dossier } from '../dossier.ts';
import { useCommandTexts } from './command-texts.ts';

interface FileProps {
  readonly id: string;
  readonly field: CommandField;
  readonly dossier: Dossier;
  readonly value: FieldValue;
  readonly change: (value: FieldValue) => void;
}

const PICTURES = 'image/jpeg,image/png,image/tiff';

/** A file of this device; for a result, also the document that a ministry's system sent. */
export function FileInput({ id, field, dossier, value, change }: FileProps) {
  const t = useCommandTexts();
  const input = useRef<HTMLInputElement>(null);
  const received = field.name === 'fileId' ? dossier.resultsReceived.filter(({ blobId }) => blobId !== null) : [];
  return (
    <>
      <input
        ref={input}
        id={id}
        type="file"
        accept={field.kind === 'pdf' ? 'application/pdf' : `application/pdf,${PICTURES}`}
        onChange={({ target }) => change(target.files?.[0])}
      />
      {received.map(({ blobId, system }) => (
        <div key={blobId}>
          <Button
            size="small"
            type={value === blobId ? 'primary' : 'default'}
            onClick={() => {
              if (input.current !== null) input.current.value = '';
              change(blobId ?? undefined);
            }}
          >
            {t('fromMinistry', { system })}
          </Button>
        </div>
      ))}
    </>
  );
}

import { defineTexts } from '../../../app/texts.ts';
import { Preview } from '../files/preview.tsx';
import type { OwnDossier } from '../own-dossiers.ts';

const useTexts = defineTexts('own-files', { title: 'Giấy tờ đã gửi' }, { title: 'Papers sent' });

export function OwnFiles({ dossier: { dossierId, files } }: { dossier: OwnDossier }) {
  const t = useTexts();
  if (files.length === 0) return null;
  return (
    <section>
      <h2>{t('title')}</h2>
      <ul className="plain-list">
        {files.map(({ attachmentId, componentName, fileName }) => (
          <li key={attachmentId}>
            <div>{componentName}</div>
            <Preview
              address={`/api/intake/v1/dossiers/${dossierId}/files/${attachmentId}`}
              name={fileName ?? componentName}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

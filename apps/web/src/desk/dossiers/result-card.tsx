import { Button } from 'antd';
import { useState } from 'react';
import { When } from '../../citizen/shown/when.tsx';
import { Mark } from '../shown/mark.tsx';
import type { Dossier } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { ScanViewer } from './scan-viewer.tsx';
import { Facts, Section } from './section.tsx';

/** The signed result, and what ministry systems sent to be signed. */
export function ResultCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const [shown, setShown] = useState<string>();
  const { result, resultsReceived } = dossier;
  if (result === null && resultsReceived.length === 0) return null;
  return (
    <Section title={t('result')}>
      {result !== null && (
        <>
          <Facts
            facts={[
              [t('result'), t(result.resultKind)],
              [t('number'), result.document.number],
            ]}
          />
          <p>
            <When at={result.signedAt} /> {result.late && <Mark tone="late">{t('late')}</Mark>}
            {result.revoked && <Mark>{t('revoked')}</Mark>}
          </p>
          <Button onClick={() => setShown(result.document.blobId)}>
            {t('show', { name: result.document.number })}
          </Button>
        </>
      )}
      {resultsReceived.map(({ system, receivedAt, resultKind, blobId }) => (
        <p key={`${system}${receivedAt}`}>
          {t('received')}: {t(resultKind)} · {system} · <When at={receivedAt} />{' '}
          {blobId !== null && <Button onClick={() => setShown(blobId)}>{t('show', { name: system })}</Button>}
        </p>
      ))}
      {shown !== undefined && (
        <ScanViewer
          address={`/api/desk/v1/dossiers/${dossier.dossierId}/attachments/${shown}`}
          name={t('result')}
          close={() => setShown(undefined)}
        />
      )}
    </Section>
  );
}

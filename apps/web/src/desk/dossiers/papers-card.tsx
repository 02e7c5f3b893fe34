import { Button } from 'antd';
import { useState } from 'react';
import type { Dossier } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { ScanViewer } from './scan-viewer.tsx';
import { Section } from './section.tsx';

type Paper = Dossier['components'][number];

/** The table of papers, and the scans in it; every look at one is logged by the server. */
export function PapersCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const [shown, setShown] = useState<{ id: string; name: string }>();
  const { components } = dossier;
  return (
    <Section title={t('papers')}>
      {components.length === 0 && <p>{t('noPapers')}</p>}
      <ul className="plain-list">
        {components.map((paper) => (
          <li key={paper.code}>
            <strong>{paper.name}</strong>
            <Files paper={paper} show={setShown} />
          </li>
        ))}
      </ul>
      {shown !== undefined && (
        <ScanViewer
          address={`/api/desk/v1/dossiers/${dossier.dossierId}/attachments/${shown.id}`}
          name={shown.name}
          close={() => setShown(undefined)}
        />
      )}
    </Section>
  );
}

function Files({ paper, show }: { paper: Paper; show: (file: { id: string; name: string }) => void }) {
  const t = useDossierTexts();
  if (paper.files.length === 0) return <div className="urgency-kind">{t('noScan')}</div>;
  return (
    <>
      {paper.files.map(({ attachmentId, source, fileName }) => {
        const name = fileName ?? paper.name;
        return source === 'upload' ? (
          <div key={attachmentId}>
            <Button size="small" onClick={() => show({ id: attachmentId, name })}>
              {t('show', { name })}
            </Button>
          </div>
        ) : (
          <div key={attachmentId}>{t(source)}</div>
        );
      })}
    </>
  );
}

import { Button } from 'antd';
import { useState } from 'react';
import { useDossierTexts } from './dossier-texts.ts';
import { ScanViewer } from './scan-viewer.tsx';
import { Section } from './section.tsx';

const FORMS = ['01', '02', '03', '04', '05'] as const;

/** The official forms; one that was not issued yet says so when it is asked for. @law TT 01/2018/TT-VPCP art. 9 */
export function SlipsCard({ dossierId }: { dossierId: string }) {
  const t = useDossierTexts();
  const [shown, setShown] = useState<(typeof FORMS)[number]>();
  return (
    <Section title={t('slips')}>
      <div className="commands">
        {FORMS.map((form) => (
          <Button key={form} onClick={() => setShown(form)}>
            {t(`form.f${form}`)}
          </Button>
        ))}
      </div>
      {shown !== undefined && (
        <ScanViewer
          address={`/api/desk/v1/dossiers/${dossierId}/forms/${shown}.pdf`}
          name={t(`form.f${shown}`)}
          close={() => setShown(undefined)}
        />
      )}
    </Section>
  );
}

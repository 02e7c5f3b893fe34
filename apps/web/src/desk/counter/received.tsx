import { Button, Result } from 'antd';
import { Link } from 'react-router';
import { When } from '../../citizen/shown/when.tsx';
import { useCounterTexts } from './counter-texts.ts';
import type { Receipt } from './visit.ts';

/** What the visitor takes along. */
export function Received({ receipt, next }: { receipt: Receipt; next: () => void }) {
  const t = useCounterTexts();
  const { dossierId, dossierCode, dueAt } = receipt;
  return (
    <Result
      status="success"
      title={<h1>{t('done')}</h1>}
      subTitle={
        <>
          {t('code')}:{' '}
          <strong className="code" data-changes="">
            {dossierCode ?? t('coming')}
          </strong>
          {dueAt !== null && (
            <div>
              {t('due')}: <When at={dueAt} />
            </div>
          )}
        </>
      }
      extra={
        <div className="row" style={{ justifyContent: 'center' }}>
          <Button type="primary" href={`/api/desk/v1/dossiers/${dossierId}/forms/01.pdf`} target="_blank">
            {t('print')}
          </Button>
          <Link to={`/desk/dossiers/${dossierId}`}>{t('open')}</Link>
          <Button onClick={next}>{t('next')}</Button>
        </div>
      }
    />
  );
}

import { Alert } from 'antd';
import { defineTexts } from '../../../app/texts.ts';
import { When } from '../../shown/when.tsx';
import { Preview } from '../files/preview.tsx';
import type { OwnDossier } from '../own-dossiers.ts';

const useTexts = defineTexts(
  'own-result',
  {
    title: 'Kết quả',
    positive: 'Hồ sơ được giải quyết.',
    negative: 'Hồ sơ bị từ chối giải quyết; lý do ghi ở phần diễn biến.',
    revoked: 'Kết quả này đã bị thu hồi.',
    document: 'Văn bản số {{number}}, ký lúc',
    wait: 'Tải được bản điện tử sau khi kết quả được trả.',
    file: 'kết quả {{number}}',
  },
  {
    title: 'Result',
    positive: 'The request was granted.',
    negative: 'The request was refused; the reason stands under what happened.',
    revoked: 'This result was revoked.',
    document: 'Document no. {{number}}, signed at',
    wait: 'The electronic document can be fetched once the result was handed over.',
    file: 'result {{number}}',
  },
);

export function OwnResult({ dossier: { dossierId, result } }: { dossier: OwnDossier }) {
  const t = useTexts();
  if (result === null) return null;
  const { kind, number, signedAt, revoked, mayFetch } = result;
  return (
    <section>
      <h2>{t('title')}</h2>
      {revoked && <Alert type="warning" showIcon title={t('revoked')} />}
      <p>{t(kind)}</p>
      <p data-changes>
        {t('document', { number })} <When at={signedAt} />
      </p>
      {mayFetch ? (
        <Preview address={`/api/intake/v1/dossiers/${dossierId}/result`} name={t('file', { number })} />
      ) : (
        <p>{t('wait')}</p>
      )}
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link, useParams } from 'react-router';
import { bodyOf, intake } from '../../api/client.ts';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { useHasRole } from '../../app/session.ts';
import { defineTexts } from '../../app/texts.ts';
import { Degree } from '../shown/degree.tsx';
import { DueExplanation } from '../shown/due-explanation.tsx';
import { useStatusLine } from '../shown/status-texts.ts';
import { Waiting } from '../shown/waiting.tsx';
import { CodeSearch } from './tracking-page.tsx';
import '../shown/citizen.css';

const useTexts = defineTexts(
  'tracked',
  {
    title: 'Hồ sơ {{code}}',
    again: 'Tra cứu mã khác',
    more: 'Hồ sơ của anh/chị? Đăng nhập để xem ngày hẹn, yêu cầu bổ sung và giấy tờ.',
    own: 'Đây là hồ sơ của anh/chị.',
    open: 'Xem chi tiết hồ sơ',
  },
  {
    title: 'Dossier {{code}}',
    again: 'Track another code',
    more: 'Is it yours? Sign in to see the due date, what is asked of you, and the papers.',
    own: 'This dossier is yours.',
    open: 'See the dossier',
  },
);

/** `/tracking/:code`. Without signing in: the code and the degree of completion. @law TT 01/2018/TT-VPCP art. 16.2.d */
export function TrackedPage() {
  const t = useTexts();
  const { code = '' } = useParams();
  const { data, error } = useQuery({
    queryKey: ['tracking', code],
    queryFn: () =>
      bodyOf(intake.GET('/api/intake/v1/tracking/{dossierCode}', { params: { path: { dossierCode: code } } })),
  });
  const statusLine = useStatusLine();
  return (
    <div className="narrow stack">
      <h1 data-changes>{t('title', { code: data?.dossierCode ?? code })}</h1>
      <ProblemAlert error={error} />
      {data === undefined && error === null && <Waiting />}
      {data !== undefined && (
        <>
          <Alert type="info" title={statusLine(data.status)} />
          <Degree status={data.status} />
          <OwnPart code={code} />
        </>
      )}
      <section>
        <h2>{t('again')}</h2>
        <CodeSearch />
      </section>
    </div>
  );
}

/** For its owner, when he is signed in. */
function OwnPart({ code }: { code: string }) {
  const t = useTexts();
  const isCitizen = useHasRole('citizen') === true;
  const { data } = useQuery({
    queryKey: ['own-by-code', code],
    queryFn: () => bodyOf(intake.GET('/api/intake/v1/dossiers', { params: { query: { dossierCode: code } } })),
    enabled: isCitizen,
  });
  const own = data?.items[0];
  if (!isCitizen) return <p>{t('more')}</p>;
  if (own === undefined) return null;
  return (
    <section>
      <p>
        {t('own')} <Link to={`/dossiers/${own.dossierId}`}>{t('open')}</Link>
      </p>
      {own.due !== null && <DueExplanation due={own.due} />}
    </section>
  );
}

import { Alert } from 'antd';
import { Link, useParams } from 'react-router';
import { DemandRole } from '../../../app/demand-role.tsx';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { defineTexts } from '../../../app/texts.ts';
import { useProcedureName } from '../../procedures/procedures.ts';
import { Degree } from '../../shown/degree.tsx';
import { DueExplanation } from '../../shown/due-explanation.tsx';
import { useStatusLine } from '../../shown/status-texts.ts';
import { Waiting } from '../../shown/waiting.tsx';
import { type OwnDossier, useOwnDossier } from '../own-dossiers.ts';
import { OfficialPapers } from './official-papers.tsx';
import { OwnFiles } from './own-files.tsx';
import { OwnResult } from './result.tsx';
import { Payments } from './payments.tsx';
import { RateService } from './rating.tsx';
import { Supplement } from './supplement.tsx';
import { Timeline } from './timeline.tsx';
import { Withdrawal } from './withdrawal.tsx';
import '../../shown/citizen.css';

const useTexts = defineTexts(
  'own-dossier',
  {
    code: 'Mã số',
    noCode: 'đang được cấp',
    unit: 'Nơi tiếp nhận: {{name}}',
    nothing: 'Hiện anh/chị không phải làm gì thêm.',
    receipt: 'Biên nhận nộp hồ sơ',
    all: 'Tất cả hồ sơ của tôi',
  },
  {
    code: 'Code',
    noCode: 'is being issued',
    unit: 'Received by: {{name}}',
    nothing: 'Nothing is asked of you right now.',
    receipt: 'Receipt of the submission',
    all: 'All my dossiers',
  },
);

/** `/dossiers/:dossierId`: where it stands, what is asked, what happened. */
export function DossierPage() {
  return (
    <DemandRole roles={['citizen']}>
      <OwnPage />
    </DemandRole>
  );
}

function OwnPage() {
  const { dossierId = '' } = useParams();
  const { data, error } = useOwnDossier(dossierId);
  if (error !== null) return <ProblemAlert error={error} />;
  return data === undefined ? <Waiting /> : <Shown dossier={data} />;
}

/** Refused, withdrawn, stopped, done: what can be rated. */
const OVER = [3, 7, 8, 10];

function Shown({ dossier }: { dossier: OwnDossier }) {
  const t = useTexts();
  const statusLine = useStatusLine();
  const nameOf = useProcedureName();
  const { dossierId, dossierCode, status, due, supplement, payments, facts } = dossier;
  return (
    <div className="narrow stack">
      <div>
        <h1>{nameOf(dossier.procedureCode, dossier.procedureName)}</h1>
        {t('code')} <strong data-changes>{dossierCode ?? t('noCode')}</strong> ·{' '}
        {t('unit', { name: dossier.receivingUnitName })}
      </div>
      <Alert type="info" title={statusLine(status)} description={!isAsked(dossier) && t('nothing')} />
      <Degree status={status} isAccepted={facts.some(({ type }) => type === 'DossierAccepted')} />
      {due !== null && <DueExplanation due={due} />}
      {supplement !== null && <Supplement dossier={dossier} asked={supplement} />}
      <Payments payments={payments} />
      <OwnResult dossier={dossier} />
      {OVER.includes(status ?? 0) && <RateService dossierId={dossierId} />}
      <Timeline facts={facts} />
      <OfficialPapers dossier={dossier} />
      <OwnFiles dossier={dossier} />
      <div className="row">
        <Link to={`/dossiers/${dossierId}/receipt`}>{t('receipt')}</Link>
        <Link to="/dossiers">{t('all')}</Link>
        {dossier.mayWithdraw && <Withdrawal dossierId={dossierId} />}
      </div>
    </div>
  );
}

function isAsked({ supplement, payments }: OwnDossier): boolean {
  return supplement !== null || payments.some(({ state }) => state === 'pending');
}

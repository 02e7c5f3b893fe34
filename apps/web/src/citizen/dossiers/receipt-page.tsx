import { Alert, Button, QRCode } from 'antd';
import { Link, useParams } from 'react-router';
import { DemandRole } from '../../app/demand-role.tsx';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { defineTexts } from '../../app/texts.ts';
import { useProcedureName } from '../procedures/procedures.ts';
import { money } from '../shown/money.ts';
import { Waiting } from '../shown/waiting.tsx';
import { When } from '../shown/when.tsx';
import { type OwnDossier, trackingAddress, useOwnDossier } from './own-dossiers.ts';
import '../shown/citizen.css';

const useTexts = defineTexts(
  'receipt',
  {
    title: 'Đã nộp hồ sơ',
    code: 'Mã số hồ sơ',
    coming: 'Mã số đang được cấp và sẽ hiện ra ở đây. Hồ sơ đã được lưu, không cần nộp lại.',
    keep: 'Hãy giữ mã số này để tra cứu. Quét mã QR để mở trang tra cứu.',
    qr: 'Mã QR của trang tra cứu hồ sơ {{code}}',
    procedure: 'Thủ tục',
    unit: 'Nơi tiếp nhận',
    submitted: 'Nộp lúc',
    answer: 'Được trả lời trước',
    fee: 'Lệ phí',
    free: 'Không thu',
    papers: 'Giấy tờ đã gửi',
    next: 'Tiếp theo',
    nextMore: 'Bộ phận một cửa kiểm tra hồ sơ rồi trả lời: tiếp nhận, yêu cầu bổ sung, hoặc từ chối có lý do.',
    print: 'In trang này',
    follow: 'Theo dõi hồ sơ',
  },
  {
    title: 'Your dossier was submitted',
    code: 'Dossier code',
    coming:
      'The code is being issued and will appear here. The dossier is stored; there is no need to submit it again.',
    keep: 'Keep this code to follow the dossier. The QR code opens the tracking page.',
    qr: 'QR code of the tracking page of dossier {{code}}',
    procedure: 'Procedure',
    unit: 'Received by',
    submitted: 'Submitted at',
    answer: 'You get an answer before',
    fee: 'Fee',
    free: 'None',
    papers: 'Papers sent',
    next: 'What comes next',
    nextMore: 'The desk checks the dossier and answers: it accepts it, asks for more, or refuses it with a reason.',
    print: 'Print this page',
    follow: 'Follow the dossier',
  },
);

/** `/dossiers/:dossierId/receipt`: what somebody takes away after handing in. */
export function ReceiptPage() {
  return (
    <DemandRole roles={['citizen']}>
      <OwnReceipt />
    </DemandRole>
  );
}

function OwnReceipt() {
  const { dossierId = '' } = useParams();
  const { data, error } = useOwnDossier(dossierId);
  if (error !== null) return <ProblemAlert error={error} />;
  return data === undefined ? <Waiting /> : <Receipt dossier={data} />;
}

function Receipt({ dossier }: { dossier: OwnDossier }) {
  const t = useTexts();
  const nameOf = useProcedureName();
  const { due, fee } = dossier;
  return (
    <div className="narrow stack">
      <h1>{t('title')}</h1>
      <Code code={dossier.dossierCode} />
      <dl className="facts">
        <dt>{t('procedure')}</dt>
        <dd>{nameOf(dossier.procedureCode, dossier.procedureName)}</dd>
        <dt>{t('unit')}</dt>
        <dd>{dossier.receivingUnitName}</dd>
        {dossier.submittedAt !== null && (
          <>
            <dt>{t('submitted')}</dt>
            <dd>
              <When at={dossier.submittedAt} />
            </dd>
          </>
        )}
        {due?.what === 'intakeAnswer' && (
          <>
            <dt>{t('answer')}</dt>
            <dd>
              <When at={due.dueAt} />
            </dd>
          </>
        )}
        <dt>{t('fee')}</dt>
        <dd>{fee === null || fee.amount === 0 ? t('free') : money(fee.amount)}</dd>
        <dt>{t('papers')}</dt>
        <dd>
          {dossier.files.map(({ attachmentId, componentName, fileName }) => (
            <div key={attachmentId}>
              {componentName}
              {fileName !== null && `: ${fileName}`}
            </div>
          ))}
        </dd>
      </dl>
      <section>
        <h2>{t('next')}</h2>
        <p>{t('nextMore')}</p>
      </section>
      <div className="row no-print">
        <Link to={`/dossiers/${dossier.dossierId}`}>{t('follow')}</Link>
        <Button onClick={() => window.print()}>{t('print')}</Button>
      </div>
    </div>
  );
}

function Code({ code }: { code: string | null }) {
  const t = useTexts();
  return (
    <output>
      {code === null ? (
        <Alert type="info" showIcon title={t('coming')} />
      ) : (
        <div className="row receipt-code">
          <div>
            <div>{t('code')}</div>
            <div className="code" data-changes>
              {code}
            </div>
            <p>{t('keep')}</p>
          </div>
          <figure className="qr" data-changes>
            <QRCode value={trackingAddress(code)} size={168} type="svg" bordered={false} aria-hidden />
            <figcaption>{t('qr', { code })}</figcaption>
          </figure>
        </div>
      )}
    </output>
  );
}

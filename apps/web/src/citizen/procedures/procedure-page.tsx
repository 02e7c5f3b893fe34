import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { useSession } from '../../app/session.ts';
import { defineTexts } from '../../app/texts.ts';
import { money } from '../shown/money.ts';
import { Waiting } from '../shown/waiting.tsx';
import { useWords } from '../shown/words.ts';
import { type Limit, useLimitText } from './limit-text.ts';
import { type Paper, slotsOf } from './papers.ts';
import { type Procedure, useProcedure } from './procedures.ts';
import '../shown/citizen.css';

const useTexts = defineTexts(
  'procedure',
  {
    code: 'Mã thủ tục {{code}}',
    begin: 'Bắt đầu khai',
    beginMore: 'Cần đăng nhập. Tờ khai được lưu nháp, có thể làm tiếp sau.',
    papers: 'Giấy tờ cần có',
    papersMore: 'Chụp hoặc quét sẵn (PDF, JPEG, PNG hoặc TIFF).',
    always: 'bắt buộc',
    sometimes: 'tùy nội dung tờ khai',
    never: 'nếu có',
    or: 'một trong các giấy tờ',
    noPapers: 'Không cần gửi kèm giấy tờ nào.',
    time: 'Thời gian giải quyết',
    answer: 'Bộ phận một cửa trả lời hồ sơ nộp trực tuyến trong {{limit}}.',
    fees: 'Lệ phí',
    free: 'Miễn phí',
    perCopy: 'mỗi bản',
    before: 'thu trước',
    after: 'thu khi trả kết quả',
    where: 'Nơi tiếp nhận',
    result: 'Kết quả',
    unverified: 'Mức phí, thời hạn ở tỉnh giả định là giá trị mẫu, chưa được văn bản nào xác nhận.',
    notOnline: 'Thủ tục này chưa nộp trực tuyến được ở đây.',
    back: 'Thủ tục khác',
  },
  {
    code: 'Procedure {{code}}',
    begin: 'Begin the declaration',
    beginMore: 'You sign in first. Your draft is kept, so you can go on later.',
    papers: 'Papers that are needed',
    papersMore: 'Have photos or scans ready (PDF, JPEG, PNG or TIFF).',
    always: 'required',
    sometimes: 'depends on the declaration',
    never: 'if there is one',
    or: 'one of these papers',
    noPapers: 'No papers need to be sent.',
    time: 'Time to resolve',
    answer: 'The desk answers an online dossier within {{limit}}.',
    fees: 'Fees',
    free: 'Free',
    perCopy: 'a copy',
    before: 'paid beforehand',
    after: 'paid when the result is handed over',
    where: 'Where it is received',
    result: 'Result',
    unverified: 'Fees and time limits of the fictitious province are samples that no legal text confirms.',
    notOnline: 'This procedure cannot be submitted online here.',
    back: 'Another procedure',
  },
);

export function ProcedurePage() {
  const { code = '' } = useParams();
  const { data, error } = useProcedure(code);
  if (error !== null) return <ProblemAlert error={error} />;
  return data === undefined ? <Waiting /> : <Shown procedure={data} />;
}

function Shown({ procedure }: { procedure: Procedure }) {
  const t = useTexts();
  const words = useWords();
  const limitText = useLimitText();
  const isOnline = procedure.channels.includes('provincialPortal') && procedure.route === 'provincial';
  return (
    <div className="narrow stack">
      <div>
        <h1>{words(procedure.name)}</h1>
        {t('code', { code: procedure.code })} · {procedure.field.name}
      </div>
      {isOnline ? <Begin code={procedure.code} /> : <Alert type="info" showIcon title={t('notOnline')} />}
      <section>
        <h2>{t('papers')}</h2>
        <Papers papers={procedure.components} />
      </section>
      <section>
        <h2>{t('time')}</h2>
        <ul>
          {procedure.cases.map(({ code, name, resolution }) => (
            <li key={code}>
              {procedure.cases.length > 1 && `${words(name)}: `}
              {limitText(resolution as Limit)}
            </li>
          ))}
        </ul>
        <p>{t('answer', { limit: limitText(procedure.limits.intakeAnswer.online) })}</p>
      </section>
      <section>
        <h2>{t('fees')}</h2>
        <Fees fees={procedure.fees} />
        {!procedure.verified && <p className="help">{t('unverified')}</p>}
      </section>
      <section>
        <h2>{t('result')}</h2>
        <p>{words(procedure.result.name)}</p>
      </section>
      <section>
        <h2>{t('where')}</h2>
        <ul>
          {procedure.receivingUnits.map((unit) => (
            <li key={unit.code}>{unit.name}</li>
          ))}
        </ul>
      </section>
      <Link to="/procedures">{t('back')}</Link>
    </div>
  );
}

function Begin({ code }: { code: string }) {
  const t = useTexts();
  const session = useSession();
  const navigate = useNavigate();
  const address = `/dossiers/new/${code}`;
  return (
    <div className="row">
      <Button
        type="primary"
        size="large"
        href={address}
        onClick={(event) => {
          event.preventDefault();
          void navigate(address);
        }}
      >
        {t('begin')}
      </Button>
      {session?.signedIn !== true && <span>{t('beginMore')}</span>}
    </div>
  );
}

function Papers({ papers }: { papers: readonly Paper[] }) {
  const t = useTexts();
  const words = useWords();
  const slots = slotsOf(papers, {});
  if (slots.length === 0) return <p>{t('noPapers')}</p>;
  const need = ({ required }: Paper): string =>
    typeof required === 'string' ? t(required === 'always' ? 'always' : 'never') : t('sometimes');
  return (
    <>
      <p>{t('papersMore')}</p>
      <ul>
        {slots.map(({ id, anyOf }) =>
          anyOf.length === 1 ? (
            <li key={id}>
              {words(anyOf[0]!.name)} ({need(anyOf[0]!)})
            </li>
          ) : (
            <li key={id}>
              {t('or')} ({need(anyOf[0]!)}):
              <ul>
                {anyOf.map((paper) => (
                  <li key={paper.code}>{words(paper.name)}</li>
                ))}
              </ul>
            </li>
          ),
        )}
      </ul>
    </>
  );
}

function Fees({ fees }: { fees: Procedure['fees'] }) {
  const t = useTexts();
  const words = useWords();
  if (fees.length === 0) return <p>{t('free')}</p>;
  return (
    <ul>
      {fees.map(({ code, name, amount, perCopyFrom, collect }) => (
        <li key={code}>
          {words(name)}: {amount === 0 ? t('free') : money(amount)}
          {perCopyFrom !== undefined && ` ${t('perCopy')}`}
          {amount > 0 && collect !== 'exempt' && ` (${t(collect)})`}
        </li>
      ))}
    </ul>
  );
}

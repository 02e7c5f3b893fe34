import type { PaperMark } from '@motcua/contracts/papers';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { When } from '../shown/when.tsx';
import { Waiting } from '../shown/waiting.tsx';
import { type OwnCheck, useOwnCheck, useStanding } from './paper-check.ts';
import { useVerifyTexts } from './verify-texts.ts';

type Online = ReturnType<typeof useStanding>;

const COLOURS = {
  valid: 'success',
  forged: 'error',
  unknownKey: 'error',
  unreadable: 'warning',
  noKeys: 'warning',
  cannot: 'warning',
} as const;

/** The answer: first what this browser found out by itself, then what the office knows. */
export function CheckedPaper({ text }: { text: string }) {
  const t = useVerifyTexts();
  const own = useOwnCheck(text);
  const online = useStanding(text);
  if (own === undefined) return <Waiting />;
  const verdict = verdictOf(own, online);
  return (
    <section className="stack" aria-live="polite">
      {own.verdict !== verdict && <p>{t('cannot')}</p>}
      <Alert type={COLOURS[verdict]} showIcon title={<strong>{t(verdict)}</strong>} />
      {verdict === 'valid' && <StandingLine online={online} />}
      <MarkFacts own={own} online={online} />
      {verdict === 'valid' && <WhatNow code={claimedBy(own, online)?.dossierCode} />}
    </section>
  );
}

/** A browser that cannot check takes the word of the server. */
function verdictOf({ verdict }: OwnCheck, { data }: Online): OwnCheck['verdict'] {
  return verdict === 'cannot' ? (data?.verdict ?? verdict) : verdict;
}

function StandingLine({ online }: { online: Online }) {
  const t = useVerifyTexts();
  const { data, error } = online;
  if (error !== null) return <Alert type="info" showIcon title={t('offline')} />;
  if (data === undefined) return <Waiting />;
  switch (data.standing) {
    case 'current':
      return <Alert type="success" showIcon title={t('current')} />;
    case 'superseded':
      return (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              {t('superseded')} {data.currentIssuedAt !== null && <When at={data.currentIssuedAt} />}
            </>
          }
        />
      );
    case 'notIssued':
      return <Alert type="warning" showIcon title={t('notIssued')} />;
    case null:
      return null;
  }
}

/** Shown of forged ones too, so that people see what was claimed. */
function MarkFacts({ own, online }: { own: OwnCheck; online: Online }) {
  const t = useVerifyTexts();
  const paper = claimedBy(own, online);
  if (paper === undefined) return null;
  const unitName = online.data?.paper?.unitName ?? undefined;
  return (
    <>
      <h2>{t('says')}</h2>
      <dl className="facts">
        <dt>{t('form')}</dt>
        <dd>{t(`forms.form${paper.form}`)}</dd>
        <dt>{t('code')}</dt>
        <dd className="code" data-changes>
          {paper.dossierCode}
        </dd>
        <dt>{t('issued')}</dt>
        <dd>
          <When at={paper.issuedAt} />
        </dd>
        <dt>{t('unit')}</dt>
        <dd>{unitName === undefined ? paper.unitCode : `${unitName} (${paper.unitCode})`}</dd>
      </dl>
    </>
  );
}

function claimedBy(own: OwnCheck, { data }: Online): Omit<PaperMark, 'digest'> | undefined {
  return 'mark' in own ? own.mark : (data?.paper ?? undefined);
}

function WhatNow({ code = '' }: { code: string | undefined }) {
  const t = useVerifyTexts();
  return (
    <>
      <p>{t('compare')}</p>
      <p>
        <Link to={`/tracking/${encodeURIComponent(code)}`}>{t('track')}</Link>
      </p>
    </>
  );
}

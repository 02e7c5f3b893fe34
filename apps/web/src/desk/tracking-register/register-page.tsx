import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { bodyOf, desk } from '../../api/client.ts';
import type { components } from '../../api/desk.d.ts';
import { DemandRole } from '../../app/demand-role.tsx';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { useSession } from '../../app/session.ts';
import { Waiting } from '../../citizen/shown/waiting.tsx';
import { When } from '../../citizen/shown/when.tsx';
import { nameOf, useDirectory } from '../shown/directory.ts';
import { useRegisterTexts } from './register-texts.ts';
import '../shown/desk.css';

type Line = components['schemas']['RegisterLine'];

/** Sổ theo dõi hồ sơ. @law TT 01/2018/TT-VPCP art. 10 */
export function RegisterPage() {
  return (
    <DemandRole roles={['deskOfficer', 'unitLeader']}>
      <Register />
    </DemandRole>
  );
}

function Register() {
  const t = useRegisterTexts();
  const mine = useOwnDesks();
  const [chosen, setChosen] = useState<string>();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const unit = chosen ?? mine[0]?.code;
  return (
    <>
      <h1>{t('title')}</h1>
      <div className="filters">
        <div>
          <label htmlFor="register-unit">{t('unit')}</label>
          <Select
            id="register-unit"
            value={unit ?? null}
            options={mine.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(code: string) => setChosen(code)}
          />
        </div>
        <div>
          <label htmlFor="register-year">{t('year')}</label>
          <InputNumber
            id="register-year"
            min={2000}
            max={2200}
            precision={0}
            value={year}
            onChange={(value) => value !== null && setYear(value)}
          />
        </div>
      </div>
      {unit !== undefined && (
        <>
          <Exports unit={unit} year={year} />
          <Lines unit={unit} year={year} name={nameOf(mine, unit)} />
        </>
      )}
    </>
  );
}

/** The units of this account that receive dossiers, and those below them. */
function useOwnDesks() {
  const session = useSession();
  const { data } = useDirectory();
  const units = session?.signedIn === true ? session.units.map(({ code }) => code) : [];
  return (data?.units ?? []).filter(
    ({ code, receives }) => receives && units.some((unit) => code === unit || code.startsWith(`${unit}.`)),
  );
}

function Exports({ unit, year }: { unit: string; year: number }) {
  const t = useRegisterTexts();
  const query = `?unit=${encodeURIComponent(unit)}&year=${year}`;
  return (
    <div className="toolbar">
      {(['xlsx', 'pdf'] as const).map((kind) => (
        <Button key={kind} href={`/api/desk/v1/tracking-register/export.${kind}${query}`} download>
          {t(kind)}
        </Button>
      ))}
    </div>
  );
}

function Lines({ unit, year, name }: { unit: string; year: number; name: string }) {
  const t = useRegisterTexts();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['tracking-register', unit, year],
    queryFn: ({ pageParam }) => {
      const query = { unit, year, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      return bodyOf(desk.GET('/api/desk/v1/tracking-register', { params: { query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  if (data === undefined) return error === null ? <Waiting /> : <ProblemAlert error={error} />;
  const lines = data.pages.flatMap(({ items }) => items);
  return (
    <>
      <table className="desk-table">
        <caption>{t('caption', { name, year, total: data.pages[0]!.total })}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.number} line={line} />
          ))}
        </tbody>
      </table>
      {lines.length === 0 && <Empty description={t('nothing')} image={Empty.PRESENTED_IMAGE_SIMPLE} />}
      {hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}

const COLUMNS = [
  'number',
  'code',
  'procedure',
  'applicant',
  'agency',
  'received',
  'due',
  'signed',
  'returned',
  'note',
] as const;

function Row({ line }: { line: Line }) {
  const t = useRegisterTexts();
  return (
    <tr>
      <th scope="row">{line.number}</th>
      <td data-label={t('code')} data-changes="">
        <Link to={`/desk/dossiers/${line.dossierId}`}>{line.dossierCode}</Link>
      </td>
      <td data-label={t('procedure')}>{line.procedureName}</td>
      <td data-label={t('applicant')}>
        {line.applicant ?? t('erased')}
        <div className="urgency-kind">{[line.address, line.phone].filter((one) => one !== null).join(' · ')}</div>
      </td>
      <td data-label={t('agency')}>{line.resolvingAgency}</td>
      <td data-label={t('received')}>
        <When at={line.receivedAt} />
      </td>
      <td data-label={t('due')}>
        <MaybeWhen at={line.dueAt} />
      </td>
      <td data-label={t('signed')}>
        <MaybeWhen at={line.resultSentAt} />
      </td>
      <td data-label={t('returned')}>
        <MaybeWhen at={line.returnedAt} />
      </td>
      <td data-label={t('note')}>{line.note}</td>
    </tr>
  );
}

function MaybeWhen({ at }: { at: string | null }) {
  return at === null ? '–' : <When at={at} />;
}

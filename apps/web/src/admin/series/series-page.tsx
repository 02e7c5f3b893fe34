import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { bodyOf, dossierCode } from '../../api/client.ts';
import type { components } from '../../api/dossier-code.d.ts';
import { defineTexts } from '../../app/texts.ts';
import { Field } from '../shown/field.tsx';
import { Figure } from '../shown/figure.tsx';
import { Loaded } from '../shown/loaded.tsx';
import { Day } from '../shown/moment.tsx';
import { DataTable } from '../shown/data-table.tsx';

type Audit = components['schemas']['SeriesAudit'];

const useTexts = defineTexts(
  'admin-series',
  {
    title: 'Kiểm tra dãy mã hồ sơ',
    lead: 'Mỗi đơn vị mỗi ngày có một dãy mã liền mạch. Kết quả được đọc lại từ nhật ký sự kiện, không từ bộ đếm.',
    unit: 'Đơn vị',
    day: 'Ngày',
    audit: 'Kiểm tra',
    gapless: 'Dãy liền mạch: không thiếu, không trùng, mã nào cũng thuộc về một hồ sơ.',
    broken: 'Dãy có chỗ sai.',
    none: 'Ngày này chưa cấp mã nào.',
    issued: 'Số mã đã cấp',
    first: 'Mã đầu',
    last: 'Mã cuối',
    missing: 'Số thứ tự bị thiếu',
    doubled: 'Hồ sơ có hơn một mã',
    unassigned: 'Mã không thuộc hồ sơ nào',
    voided: 'Mã đã hủy',
    voidedCaption: 'Mã hủy vẫn giữ chỗ trong dãy',
    voidedEmpty: 'Không có mã nào bị hủy.',
    code: 'Mã hồ sơ',
    reason: 'Lý do',
    nothing: 'Không có',
  },
  {
    title: 'Audit of a code series',
    lead: 'Each unit has one unbroken series each day. The answer is read anew from the event log, not from a counter.',
    unit: 'Unit',
    day: 'Day',
    audit: 'Audit',
    gapless: 'Unbroken: no hole, nothing twice, and every code belongs to a dossier.',
    broken: 'Something in the series is wrong.',
    none: 'No code was issued on this day.',
    issued: 'Codes issued',
    first: 'First code',
    last: 'Last code',
    missing: 'Missing ordinals',
    doubled: 'Dossiers with more than one code',
    unassigned: 'Codes that no dossier carries',
    voided: 'Voided codes',
    voidedCaption: 'A voided code keeps its place in the series',
    voidedEmpty: 'No code was voided.',
    code: 'Dossier code',
    reason: 'Reason',
    nothing: 'None',
  },
);

export function SeriesPage() {
  const t = useTexts();
  const [search, setSearch] = useSearchParams();
  const [unit, day] = [search.get('unit') ?? '', search.get('day') ?? ''];
  const [filled, setFilled] = useState({ unit, day: day === '' ? today() : day });
  const asked = unit !== '' && day !== '';
  const audit = useQuery({
    queryKey: ['admin', 'series', unit, day],
    queryFn: () =>
      bodyOf(
        dossierCode.GET('/api/dossier-code/v1/series/{unitCode}/{day}', { params: { path: { unitCode: unit, day } } }),
      ),
    enabled: asked,
  });
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setSearch({ unit: filled.unit.trim(), day: filled.day });
        }}
      >
        <div className="admin-form">
          <Field label={t('unit')}>
            <input
              required
              maxLength={50}
              placeholder="H99.14"
              value={filled.unit}
              onChange={({ target: { value } }) => setFilled({ ...filled, unit: value })}
            />
          </Field>
          <Field label={t('day')}>
            <input
              type="date"
              required
              data-changes=""
              value={filled.day}
              onChange={({ target: { value } }) => setFilled({ ...filled, day: value })}
            />
          </Field>
        </div>
        <Button type="primary" htmlType="submit">
          {t('audit')}
        </Button>
      </form>
      {asked && <Loaded query={audit}>{(data) => <Audited audit={data} />}</Loaded>}
    </>
  );
}

function Audited({ audit }: { audit: Audit }) {
  const t = useTexts();
  return (
    <section aria-live="polite">
      <h2>
        {audit.unitCode}, <Day day={audit.day} />
      </h2>
      <Verdict audit={audit} />
      <dl className="admin-facts">
        <dt>{t('issued')}</dt>
        <dd>
          <Figure value={audit.issued} changes />
        </dd>
        <dt>{t('first')}</dt>
        <dd data-changes="">{audit.firstCode ?? '–'}</dd>
        <dt>{t('last')}</dt>
        <dd data-changes="">{audit.lastCode ?? '–'}</dd>
        <dt>{t('missing')}</dt>
        <dd>{rangesOf(audit.missingOrdinals) || t('nothing')}</dd>
        <dt>{t('doubled')}</dt>
        <dd>{audit.doubledDossiers.join(', ') || t('nothing')}</dd>
        <dt>{t('unassigned')}</dt>
        <dd>{audit.unassignedCodes.join(', ') || t('nothing')}</dd>
      </dl>
      <h3>{t('voided')}</h3>
      <DataTable
        caption={t('voidedCaption')}
        columns={[
          { title: t('code'), of: ({ dossierCode: code }) => <span data-changes="">{code}</span> },
          { title: t('reason'), of: ({ reason }) => reason },
        ]}
        rows={audit.voided}
        keyOf={({ dossierCode: code }) => code}
        empty={t('voidedEmpty')}
      />
    </section>
  );
}

function Verdict({ audit: { issued, missingOrdinals, doubledDossiers, unassignedCodes } }: { audit: Audit }) {
  const t = useTexts();
  if (issued === 0) return <Alert showIcon type="info" title={t('none')} />;
  const faults = missingOrdinals.length + doubledDossiers.length + unassignedCodes.length;
  return faults === 0 ? (
    <Alert showIcon type="success" title={t('gapless')} />
  ) : (
    <Alert showIcon type="error" title={t('broken')} />
  );
}

/** `3, 7–9`: a hole of many is named by its ends. */
function rangesOf(ordinals: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const ordinal of ordinals) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === ordinal - 1) last[1] = ordinal;
    else ranges.push([ordinal, ordinal]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** In Vietnam. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
}

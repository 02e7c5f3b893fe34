import { Button } from 'antd';
import { useState } from 'react';
import type { components } from '../../../api/desk.d.ts';
import { defineTexts } from '../../../app/texts.ts';
import { useHealth } from '../../overview/health.ts';
import { Field } from '../../shown/field.tsx';
import { instantOf } from '../../shown/local-moment.ts';
import { useReplayTexts } from '../replays.texts.ts';
import { REPLAY_KINDS, type ReplayKind, type ReplayWish } from './new-replay-address.ts';

export type PlanWish = components['schemas']['PlanReplayDto'];

const useTexts = defineTexts(
  'admin-wish-form',
  {
    targetHelp: {
      rebuild: 'Ứng dụng/bảng, ví dụ desk/work-list',
      redeliver: 'Tên hệ thống nhận, ví dụ statistics',
      redrive: 'Tên bộ nhận, ví dụ portal-sync',
      reset: 'Tên bộ nhận, ví dụ portal-sync',
    },
    dossiers: 'Mã định danh hồ sơ (UUID)',
    units: 'Mã đơn vị',
    procedures: 'Mã thủ tục',
    types: 'Loại sự kiện',
    several: 'Nhiều giá trị cách nhau bằng dấu phẩy hoặc xuống dòng; để trống là tất cả',
    since: 'Ghi từ lúc (giờ Việt Nam)',
    until: 'Ghi trước lúc (giờ Việt Nam)',
    plan: 'Xem kế hoạch (chạy thử)',
  },
  {
    targetHelp: {
      rebuild: 'App/view, e.g. desk/work-list',
      redeliver: 'Name of the subscriber, e.g. statistics',
      redrive: 'Name of the consumer, e.g. portal-sync',
      reset: 'Name of the consumer, e.g. portal-sync',
    },
    dossiers: 'Ids of dossiers (UUID)',
    units: 'Unit codes',
    procedures: 'Procedure codes',
    types: 'Types of facts',
    several: 'Several values are separated by commas or lines; empty means all',
    since: 'Recorded from (Vietnam time)',
    until: 'Recorded before (Vietnam time)',
    plan: 'See the plan (dry run)',
  },
);

interface Filled {
  readonly kind: ReplayKind;
  readonly target: string;
  readonly dossiers: string;
  readonly units: string;
  readonly procedures: string;
  readonly types: string;
  readonly since: string;
  readonly until: string;
  readonly rate: string;
}

/** What a job is to do; a rebuild takes no filter, a reset no more than its moment. */
export function WishForm({
  first,
  busy,
  onPlan,
}: {
  first: ReplayWish;
  busy: boolean;
  onPlan: (wish: PlanWish) => void;
}) {
  const t = useTexts();
  const words = useReplayTexts();
  const [filled, setFilled] = useState<Filled>(() => begun(first));
  const set = (name: keyof Filled) => (event: { target: { value: string } }) =>
    setFilled({ ...filled, [name]: event.target.value });
  const known = useKnownTargets(filled.kind);
  const narrows = filled.kind === 'redeliver' || filled.kind === 'redrive';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onPlan(wishOf(filled));
      }}
    >
      <fieldset className="admin-kinds">
        <legend>{words('kindTitle')}</legend>
        {REPLAY_KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="kind"
              value={kind}
              checked={filled.kind === kind}
              onChange={() => setFilled({ ...filled, kind, target: '' })}
            />
            <span>
              {words(`kind.${kind}`)}
              <small>{words(`kindMore.${kind}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="admin-form">
        <Field label={words('target')} help={t(`targetHelp.${filled.kind}`)}>
          <input list="known-targets" required value={filled.target} onChange={set('target')} autoComplete="off" />
          <datalist id="known-targets">
            {known.map((target) => (
              <option key={target}>{target}</option>
            ))}
          </datalist>
        </Field>
        <Field label={words('rate')}>
          <input type="number" min={1} max={100000} required value={filled.rate} onChange={set('rate')} />
        </Field>
        {narrows && (
          <>
            <Field label={t('dossiers')} help={t('several')} wide>
              <textarea rows={2} value={filled.dossiers} onChange={set('dossiers')} />
            </Field>
            <Field label={t('units')}>
              <input value={filled.units} onChange={set('units')} placeholder="H99.14" />
            </Field>
            <Field label={t('procedures')}>
              <input value={filled.procedures} onChange={set('procedures')} placeholder="2.000488" />
            </Field>
            <Field label={t('types')}>
              <input value={filled.types} onChange={set('types')} placeholder="DossierAccepted" />
            </Field>
          </>
        )}
        {filled.kind !== 'rebuild' && (
          <Field label={t('since')}>
            <input type="datetime-local" value={filled.since} onChange={set('since')} />
          </Field>
        )}
        {narrows && (
          <Field label={t('until')}>
            <input type="datetime-local" value={filled.until} onChange={set('until')} />
          </Field>
        )}
      </div>
      <Button htmlType="submit" loading={busy}>
        {t('plan')}
      </Button>
    </form>
  );
}

/** Names that the installation knows; of a subscriber it knows none. */
function useKnownTargets(kind: ReplayKind): readonly string[] {
  const { data } = useHealth();
  if (data === undefined || kind === 'redeliver') return [];
  if (kind === 'rebuild') return data.views.filter(({ state }) => state === 'live').map(({ target }) => target);
  return data.consumers.map(({ consumer }) => consumer).filter((name) => name !== 'relay');
}

function begun({ kind, target = '', dossierIds = [] }: ReplayWish): Filled {
  const nothing = { units: '', procedures: '', types: '', since: '', until: '' };
  return { kind, target, dossiers: dossierIds.join('\n'), ...nothing, rate: '1000' };
}

function wishOf({ kind, target, rate, ...filled }: Filled): PlanWish {
  const narrows = kind === 'redeliver' || kind === 'redrive';
  const lists = narrows
    ? {
        dossierIds: listOf(filled.dossiers),
        unitCodes: listOf(filled.units),
        procedureCodes: listOf(filled.procedures),
        types: listOf(filled.types),
        until: instantOf(filled.until),
      }
    : {};
  const asked = { ...lists, since: kind === 'rebuild' ? undefined : instantOf(filled.since) };
  const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  return { kind, target: target.trim(), filter, ratePerSecond: Number(rate) };
}

function listOf(text: string): string[] | undefined {
  const values = text.split(/[\s,;]+/).filter((value) => value !== '');
  return values.length === 0 ? undefined : values;
}

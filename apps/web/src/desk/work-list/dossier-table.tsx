import { Link } from 'react-router';
import { When } from '../../citizen/shown/when.tsx';
import { Mark } from '../shown/mark.tsx';
import { nameOf, useDirectory } from '../shown/directory.ts';
import { StatusTag } from '../shown/status-tag.tsx';
import { type Channel, useStatusTexts } from '../shown/status-texts.ts';
import { Urgency } from '../shown/urgency.tsx';
import type { ListedDossier } from './work-list.ts';
import { useWorkListTexts } from './work-list-texts.ts';

export function DossierTable({ items, caption }: { items: readonly ListedDossier[]; caption: string }) {
  const t = useWorkListTexts();
  return (
    <table className="desk-table">
      <caption aria-live="polite">{caption}</caption>
      <thead>
        <tr>
          {(['code', 'applicant', 'procedure', 'status', 'due', 'handler', 'received'] as const).map((name) => (
            <th key={name} scope="col">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.dossierId} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item }: { item: ListedDossier }) {
  const t = useWorkListTexts();
  const { dossierId, dossierCode, applicant, openTasks } = item;
  return (
    <tr>
      <th scope="row" data-changes="">
        <Link to={`/desk/dossiers/${dossierId}`}>{dossierCode ?? t('noCode')}</Link>
      </th>
      <td data-label={t('applicant')}>{applicant?.fullName ?? t('noApplicant')}</td>
      <td data-label={t('procedure')}>
        <Procedure item={item} />
      </td>
      <td data-label={t('status')}>
        <StatusTag status={item.status} />
        {openTasks > 0 && <Mark tone="late">{t('tasks', { count: openTasks })}</Mark>}
      </td>
      <td data-label={t('due')}>
        <Urgency dueAt={item.dueAt} dueKind={item.dueKind} overdue={item.overdue} />
      </td>
      <td data-label={t('handler')}>
        <Holder item={item} />
      </td>
      <td data-label={t('received')}>
        <When at={item.receivedAt} />
      </td>
    </tr>
  );
}

function Procedure({ item: { procedureCode, channel } }: { item: ListedDossier }) {
  const words = useStatusTexts();
  const { data } = useDirectory();
  return (
    <>
      {procedureCode !== null && nameOf(data?.procedures, procedureCode)}
      {channel !== null && <div className="urgency-kind">{words(`channel.${channel as Channel}`)}</div>}
    </>
  );
}

function Holder({ item: { handler, unit } }: { item: ListedDossier }) {
  const t = useWorkListTexts();
  const { data } = useDirectory();
  return (
    <>
      {handler ?? t('handlerNone')}
      {unit !== null && <div className="urgency-kind">{nameOf(data?.units, unit)}</div>}
    </>
  );
}

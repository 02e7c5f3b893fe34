import { DataTable } from '../../admin/shown/data-table.tsx';
import { useLanguage } from '../../app/language.ts';
import { useNumbers } from './numbers.ts';
import { SatisfactionTables } from './satisfaction-tables.tsx';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Evaluation } from './use-figures.ts';

/** The indices of TT 01/2018, what they add up to, and what applicants said. */
export function EvaluationSection({ evaluation }: { evaluation: Evaluation }) {
  const t = useStatisticsTexts();
  const { scheme, total, units } = evaluation;
  return (
    <section aria-labelledby="evaluation">
      <h2 id="evaluation">{t('evaluation')}</h2>
      <p className="lead">{t('evaluationAbout', { source: scheme.source })}</p>
      <IndexTable evaluation={evaluation} />
      <ul className="evaluation-notes">
        <li>{t('noComplaints')}</li>
        {scheme.unverifiedShares.length > 0 && <li>{t('unverifiedShare')}</li>}
      </ul>
      <Totals body={total} />
      {units.length > 1 && <UnitTotals units={units} />}
      <h2>{t('satisfaction')}</h2>
      <SatisfactionTables satisfaction={total.satisfaction} />
    </section>
  );
}

function IndexTable({ evaluation: { scheme, total } }: { evaluation: Evaluation }) {
  const t = useStatisticsTexts();
  const language = useLanguage();
  const { points, whole } = useNumbers();
  type Row = (typeof total.indices)[number];
  const nameOf = (number: number) => scheme.indices.find((one) => one.number === number)?.name[language] ?? '';
  return (
    <DataTable
      caption={t('indices')}
      columns={[
        { title: t('index'), of: ({ number }: Row) => `${number}. ${nameOf(number)}` },
        { title: t('value'), of: ({ value }: Row) => (value === null ? '–' : points(value)), figure: true },
        { title: t('judged'), of: ({ value, of }: Row) => (value === null ? '–' : whole(of)), figure: true },
      ]}
      rows={total.indices}
      keyOf={({ number }) => String(number)}
      empty={t('noFigures')}
    />
  );
}

function Totals({ body }: { body: Evaluation['total'] }) {
  const t = useStatisticsTexts();
  const language = useLanguage();
  const { points } = useNumbers();
  return (
    <dl className="admin-facts">
      <dt>{t('staffTotal')}</dt>
      <dd>
        {points(body.staff.total)}
        {body.staff.band !== null && ` – ${body.staff.band.name[language]}`}
      </dd>
      <dt>{t('total')}</dt>
      <dd>{t('totalOf', { total: points(body.total), possible: points(body.possible) })}</dd>
      <dt>{t('band')}</dt>
      <dd>{body.band === null ? t('noBand', { numbers: body.leftOut.join(', ') }) : body.band.name[language]}</dd>
    </dl>
  );
}

function UnitTotals({ units }: { units: Evaluation['units'] }) {
  const t = useStatisticsTexts();
  const language = useLanguage();
  const { points, whole } = useNumbers();
  type Row = Evaluation['units'][number];
  return (
    <DataTable
      caption={t('unitsEvaluated')}
      columns={[
        { title: t('unit'), of: ({ name }: Row) => name },
        { title: t('resolved'), of: ({ resolved }: Row) => whole(resolved), figure: true },
        { title: t('total'), of: (row: Row) => t('totalOf', totals(row, points)), figure: true },
        { title: t('staffBand'), of: ({ staff }: Row) => staff.band?.name[language] ?? '–' },
      ]}
      rows={units}
      keyOf={({ unit }) => unit}
      empty={t('noFigures')}
    />
  );
}

function totals({ total, possible }: Evaluation['units'][number], points: (value: number) => string) {
  return { total: points(total), possible: points(possible) };
}

import { Button } from 'antd';
import { Loaded } from '../../admin/shown/loaded.tsx';
import { DemandRole } from '../../app/demand-role.tsx';
import { useLanguage } from '../../app/language.ts';
import { useHasRole } from '../../app/session.ts';
import '../../admin/admin.css';
import { ChoiceForm } from './choice-form.tsx';
import { EvaluationSection } from './evaluation-section.tsx';
import { FiguresTable } from './figures-table.tsx';
import { HoursChart } from './hours-chart.tsx';
import { KeyFigures } from './key-figures.tsx';
import { SeriesChart } from './series-chart.tsx';
import './statistics.css';
import { useStatisticsTexts } from './statistics.texts.ts';
import { UnitChart } from './unit-chart.tsx';
import { useChoice } from './use-choice.ts';
import { type Choice, exportAddress, useEvaluation, useHours, useStatistics } from './use-figures.ts';

export function StatisticsPage() {
  return (
    <DemandRole roles={['unitLeader', 'administrator', 'auditor']}>
      <Figures />
    </DemandRole>
  );
}

function Figures() {
  const t = useStatisticsTexts();
  const language = useLanguage();
  const chosen = useChoice();
  const { choice } = chosen;
  const known = useStatistics({ ...choice, unit: undefined, procedure: undefined });
  const figures = useStatistics(choice);
  const evaluation = useEvaluation(choice);
  return (
    <div className="statistics">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <ChoiceForm chosen={chosen} known={known.data} />
      <Exports choice={choice} />
      <Loaded query={figures}>
        {(statistics) => (
          <>
            <KeyFigures total={statistics.total} />
            <div className="charts">
              <UnitChart units={statistics.units} />
              <SeriesChart statistics={statistics} />
            </div>
            <HoursOfWatchers />
            <h2>{t('byUnit')}</h2>
            <FiguresTable
              caption={t('byUnitAbout')}
              first={t('unit')}
              rows={statistics.units}
              nameOf={({ name }) => name}
            />
            <h2>{t('byProcedure')}</h2>
            <FiguresTable
              caption={t('byProcedureAbout')}
              first={t('procedure')}
              rows={statistics.procedures}
              nameOf={({ name }) => name[language]}
            />
          </>
        )}
      </Loaded>
      <Loaded query={evaluation}>{(data) => <EvaluationSection evaluation={data} />}</Loaded>
    </div>
  );
}

/** Links, so that the browser saves the file as any other. */
function Exports({ choice }: { choice: Choice }) {
  const t = useStatisticsTexts();
  const language = useLanguage();
  return (
    <div className="admin-buttons">
      <Button href={exportAddress(choice, 'xlsx', language)}>{t('exportXlsx')}</Button>
      <Button href={exportAddress(choice, 'csv', language)}>{t('exportCsv')}</Button>
    </div>
  );
}

/** For those who watch over the whole: when people file. */
function HoursOfWatchers() {
  const watches = useHasRole('administrator', 'auditor') === true;
  const hours = useHours(watches);
  if (!watches) return null;
  return <Loaded query={hours}>{(data) => <HoursChart hours={data} />}</Loaded>;
}

import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { DemandRole } from '../../app/demand-role.tsx';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { Waiting } from '../../citizen/shown/waiting.tsx';
import { LiveMark } from '../shown/live-mark.tsx';
import { officers } from '../shown/officers.ts';
import { StatusTag } from '../shown/status-tag.tsx';
import { useChanges } from '../shown/use-changes.ts';
import { ClockCard } from './clock-card.tsx';
import { CommandBar } from './commands/command-bar.tsx';
import { DeclarationCard } from './declaration-card.tsx';
import { DeliveriesCard } from './deliveries-card.tsx';
import { type Dossier, dossierKey, useDossier } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { FactsCard, PeopleCard } from './facts-card.tsx';
import { PapersCard } from './papers-card.tsx';
import { ResultCard } from './result-card.tsx';
import { SlipsCard } from './slips-card.tsx';
import { TimelineCard } from './timeline-card.tsx';
import { OpinionsCard, PaymentsCard, SupplementsCard, TasksCard } from './work-cards.tsx';
import '../shown/desk.css';
import '../../citizen/shown/citizen.css';

export function DossierPage() {
  const { dossierId = '' } = useParams();
  return (
    <DemandRole roles={officers}>
      <Page key={dossierId} dossierId={dossierId} />
    </DemandRole>
  );
}

function Page({ dossierId }: { dossierId: string }) {
  const { data, error } = useDossier(dossierId);
  if (data === undefined) return error === null ? <Waiting /> : <Lost error={error} />;
  return <Known dossier={data} dossierId={dossierId} />;
}

function Known({ dossier, dossierId }: { dossier: Dossier; dossierId: string }) {
  const t = useDossierTexts();
  const { listening, moved, seen } = useMoves(dossierId, dossier.version);
  const { dossierCode, status, mirrorOf } = dossier;
  return (
    <>
      <Link to="/desk/work-list">{t('back')}</Link>
      <div className="dossier-head">
        <h1 data-changes="">{t('title', { code: dossierCode ?? t('noCode') })}</h1>
        {status !== null && <StatusTag status={status} />}
        <LiveMark state={listening} />
      </div>
      <div aria-live="polite">
        {moved && (
          <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t('changed')} closable={{ onClose: seen }} />
        )}
      </div>
      {mirrorOf !== undefined && <Alert type="info" title={t('mirror', { system: mirrorOf })} />}
      <CommandBar dossier={dossier} />
      <Cards dossier={dossier} dossierId={dossierId} />
    </>
  );
}

/** Follows what others do with the dossier. */
function useMoves(dossierId: string, known: number) {
  const queries = useQueryClient();
  const [moved, setMoved] = useState(false);
  const listening = useChanges((changed) => {
    const mine = changed?.find((one) => one.dossierId === dossierId && one.version > known);
    if (changed !== undefined && mine === undefined) return;
    setMoved(moved || mine !== undefined);
    void queries.invalidateQueries({ queryKey: dossierKey(dossierId) });
  });
  return { listening, moved, seen: () => setMoved(false) };
}

function Lost({ error }: { error: unknown }) {
  const t = useDossierTexts();
  return (
    <>
      <h1>{t('facts')}</h1>
      <ProblemAlert error={error} />
      <Link to="/desk/work-list">{t('back')}</Link>
    </>
  );
}

function Cards({ dossier, dossierId }: { dossier: Dossier; dossierId: string }) {
  return (
    <div className="dossier-columns">
      <div>
        <FactsCard dossier={dossier} />
        <PeopleCard dossier={dossier} />
        <DeclarationCard dossier={dossier} />
        <PapersCard dossier={dossier} />
      </div>
      <div>
        <TasksCard dossier={dossier} />
        <ClockCard dossier={dossier} />
        <SupplementsCard dossier={dossier} />
        <OpinionsCard dossier={dossier} />
        <ResultCard dossier={dossier} />
        <PaymentsCard dossier={dossier} />
        <SlipsCard dossierId={dossierId} />
        <DeliveriesCard dossier={dossier} />
        <TimelineCard dossierId={dossierId} />
      </div>
    </div>
  );
}

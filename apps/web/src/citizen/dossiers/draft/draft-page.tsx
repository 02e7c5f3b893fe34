import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { DemandRole } from '../../../app/demand-role.tsx';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { useProcedure } from '../../procedures/procedures.ts';
import { Waiting } from '../../shown/waiting.tsx';
import { DraftEditor } from './draft-editor.tsx';
import { type OpenDraft, fetchDraft } from './drafts.ts';
import '../../shown/citizen.css';

/** `/dossiers/drafts/:draftId/:screen` */
export function DraftPage() {
  return (
    <DemandRole roles={['citizen']}>
      <OwnDraft />
    </DemandRole>
  );
}

function OwnDraft() {
  const { draftId = '' } = useParams();
  // The screen goes on from what was read once; what others save meanwhile is met when it is saved.
  const { data, error } = useQuery({
    queryKey: ['draft', draftId],
    queryFn: () => fetchDraft(draftId),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (error !== null) return <ProblemAlert error={error} />;
  if (data === undefined) return <Waiting />;
  if (data.dossierId !== null) return <Navigate to={`/dossiers/${data.dossierId}/receipt`} replace />;
  return <WithProcedure draft={data} />;
}

function WithProcedure({ draft }: { draft: OpenDraft }) {
  const { data, error } = useProcedure(draft.procedureCode);
  if (error !== null) return <ProblemAlert error={error} />;
  return data === undefined ? <Waiting /> : <DraftEditor key={draft.draftId} draft={draft} procedure={data} />;
}

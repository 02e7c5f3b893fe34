import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { bodyOf, intake } from '../../../api/client.ts';
import { DemandRole } from '../../../app/demand-role.tsx';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { type Session, useSession } from '../../../app/session.ts';
import { defineTexts } from '../../../app/texts.ts';
import { today } from '../../declaration/dates.ts';
import { Form } from '../../declaration/form.ts';
import { type Procedure, useProcedure } from '../../procedures/procedures.ts';
import { Waiting } from '../../shown/waiting.tsx';
import { When } from '../../shown/when.tsx';
import { useWords } from '../../shown/words.ts';
import { type DraftLine, saveDraft, useDrafts } from './drafts.ts';
import { prefilled } from './prefill.ts';
import '../../shown/citizen.css';

const useTexts = defineTexts(
  'new-draft',
  {
    title: 'Bản nháp đang có',
    lead: 'Anh/chị đã có bản nháp cho thủ tục “{{name}}”. Làm tiếp bản nào?',
    continue: 'Làm tiếp bản lưu lúc',
    fresh: 'Khai bản mới',
  },
  {
    title: 'You have a draft',
    lead: 'There is a draft for “{{name}}” already. Which one would you like to go on with?',
    continue: 'Go on with the one saved at',
    fresh: 'Begin a new one',
  },
);

/** `/dossiers/new/:code`: makes a draft, unless the person would rather go on with one. */
export function NewDraftPage() {
  return (
    <DemandRole roles={['citizen']}>
      <NewDraft />
    </DemandRole>
  );
}

function NewDraft() {
  const { code = '' } = useParams();
  const procedure = useProcedure(code);
  const drafts = useDrafts();
  const error = procedure.error ?? drafts.error;
  if (error !== null) return <ProblemAlert error={error} />;
  if (procedure.data === undefined || drafts.data === undefined) return <Waiting />;
  const begun = drafts.data.items.filter(({ procedureCode }) => procedureCode === code);
  return <Chosen procedure={procedure.data} begun={begun} />;
}

function useBeginning(procedure: Procedure) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const person = useQuery({
    queryKey: ['own-person'],
    queryFn: () => bodyOf(intake.GET('/api/intake/v1/own-person')),
    enabled: false,
  });
  const session = useSession();
  // A repeat after a lost answer asks for the same draft.
  const draftId = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: async () => {
      const known = await person.refetch({ throwOnError: true });
      const form = new Form(procedure, today(new Date()));
      const [unit, ...others] = procedure.receivingUnits;
      const content = {
        declaration: prefilled(form, { ...known.data!, fullName: known.data!.fullName ?? nameIn(session) }),
        files: [],
        ...(unit !== undefined && others.length === 0 ? { receivingUnit: unit.code } : {}),
      };
      return saveDraft(draftId.current, { procedureCode: procedure.code, version: 0, content });
    },
    onSuccess: async (draft) => {
      await queries.invalidateQueries({ queryKey: ['drafts'] });
      await navigate(`/dossiers/drafts/${draft.draftId}`, { replace: true });
    },
  });
}

function nameIn(session: Session | undefined): string | null {
  return session?.signedIn === true ? session.name : null;
}

function Chosen({ procedure, begun }: { procedure: Procedure; begun: readonly DraftLine[] }) {
  const t = useTexts();
  const words = useWords();
  const { mutate, error, isIdle, isPending } = useBeginning(procedure);
  const isFirst = begun.length === 0;
  useEffect(() => {
    if (isFirst && isIdle) mutate();
  }, [isFirst, isIdle, mutate]);
  if (isFirst) return error === null ? <Waiting /> : <ProblemAlert error={error} />;
  return (
    <div className="narrow stack">
      <h1>{t('title')}</h1>
      <p>{t('lead', { name: words(procedure.name) })}</p>
      <ul className="plain-list">
        {begun.map(({ draftId, savedAt }) => (
          <li key={draftId}>
            <Link to={`/dossiers/drafts/${draftId}`}>
              {t('continue')} <When at={savedAt} />
            </Link>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => mutate()} loading={isPending}>
          {t('fresh')}
        </Button>
      </div>
      <ProblemAlert error={error} />
    </div>
  );
}

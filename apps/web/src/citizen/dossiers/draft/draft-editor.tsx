import { useMemo, useRef, useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import { today } from '../../declaration/dates.ts';
import { Form } from '../../declaration/form.ts';
import type { Fault } from '../../declaration/leaf-faults.ts';
import { stepsOf } from '../../declaration/steps.ts';
import { askedOnly, valueAt, withRequiredGroups } from '../../declaration/values.ts';
import type { Procedure } from '../../procedures/procedures.ts';
import { Conflict } from './conflict.tsx';
import type { DraftContent, OpenDraft } from './drafts.ts';
import { type Editing, EditingProvider } from './editing.ts';
import { Screen } from './screen.tsx';
import { useSaver } from './use-saver.ts';

/** What the server refused, with the value that it refused. */
interface Refused {
  readonly fault: Fault;
  readonly value: unknown;
}

/** One draft: what was typed, how it is saved, and which screen is shown. */
export function DraftEditor({ draft, procedure }: { draft: OpenDraft; procedure: Procedure }) {
  const { screen } = useParams();
  const [content, setContent] = useState<DraftContent>(draft.content!);
  const { saver, saving } = useSaver(draft, content);
  const judged = useJudged(procedure, content);
  const checked = useChecked(content, judged.faults);
  const go = useGo(draft);
  const latest = useRef(content); // two changes may come before the next picture
  const change: Editing['change'] = (update) => {
    latest.current = update(latest.current);
    setContent(latest.current);
    saver.changed(latest.current);
  };
  const editing: Editing = {
    draft,
    procedure,
    content,
    saving,
    change,
    go,
    flush: () => saver.flush(),
    ...judged,
    ...checked,
  };
  if (screen === undefined || !judged.screens.includes(screen)) {
    const known = judged.screens.find((one) => one === content.step) ?? judged.screens[0]!;
    return <Navigate to={`/dossiers/drafts/${draft.draftId}/${known}`} replace />;
  }
  return (
    <EditingProvider value={editing}>
      {saving.state === 'submitted' && <Navigate to={`/dossiers`} replace />}
      {saving.state === 'conflict' && <Conflict conflict={saving} keepOwn={() => saver.keepOwn(saving.theirs)} />}
      <Screen key={screen} name={screen} />
    </EditingProvider>
  );
}

function useGo({ draftId }: OpenDraft): Editing['go'] {
  const navigate = useNavigate();
  return (screen) => void navigate(`/dossiers/drafts/${draftId}/${screen}`);
}

type Judged = Pick<Editing, 'form' | 'steps' | 'screens' | 'asked' | 'faults'>;

function useJudged(procedure: Procedure, { declaration }: DraftContent): Judged {
  const [day] = useState(() => today(new Date()));
  const form = useMemo(() => new Form(procedure, day), [procedure, day]);
  return useMemo(() => {
    const asked = askedOnly(form, declaration);
    const steps = stepsOf(form, asked);
    const faults = form.faults([form.root], withRequiredGroups(form, asked));
    return { form, steps, asked, faults, screens: ['place', ...steps.map(({ id }) => id), 'files', 'review'] };
  }, [form, declaration]);
}

/** Nothing is told to be wrong before the person has been there, and what the server said only until it is changed. */
function useChecked(content: DraftContent, faults: readonly Fault[]): Pick<Editing, 'told' | 'tell' | 'refuse'> {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const told = new Map(faults.filter(({ pointer }) => checked.has(pointer)).map((fault) => [fault.pointer, fault]));
  for (const { fault, value } of refused) {
    const now = valueAt(content.declaration, fault.pointer);
    if (!told.has(fault.pointer) && JSON.stringify(now) === JSON.stringify(value)) told.set(fault.pointer, fault);
  }
  return {
    told,
    tell: (pointers) => setChecked((before) => new Set([...before, ...pointers])),
    refuse: (found) =>
      setRefused(found.map((fault) => ({ fault, value: valueAt(content.declaration, fault.pointer) }))),
  };
}

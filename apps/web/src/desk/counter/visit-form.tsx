import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo, useState } from 'react';
import { bodyOf, intake } from '../../api/client.ts';
import { ProblemError } from '../../api/problem.ts';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { useSession } from '../../app/session.ts';
import { today } from '../../citizen/declaration/dates.ts';
import { type Asking, AskingProvider, focusOn } from '../../citizen/declaration/asking/asking.ts';
import { DeclarationField } from '../../citizen/declaration/asking/declaration-field.tsx';
import { Form } from '../../citizen/declaration/form.ts';
import type { Fault } from '../../citizen/declaration/leaf-faults.ts';
import { stepsOf } from '../../citizen/declaration/steps.ts';
import { askedOnly, withRequiredGroups, withValue } from '../../citizen/declaration/values.ts';
import { faultsOfServer } from '../../citizen/dossiers/draft/submission.ts';
import type { Procedure } from '../../citizen/procedures/procedures.ts';
import { useWords } from '../../citizen/shown/words.ts';
import { useCounterTexts } from './counter-texts.ts';
import { HowItComes, Payment } from './visit-circumstances.tsx';
import { PapersShown } from './papers-shown.tsx';
import { type Receipt, type Visit, counterBody, newVisit } from './visit.ts';

interface VisitProps {
  readonly procedure: Procedure;
  readonly done: (receipt: Receipt) => void;
}

/** Everything about one visit, from top to bottom as papers lie on the table. */
export function VisitForm({ procedure, done }: VisitProps) {
  const t = useCounterTexts();
  const words = useWords();
  const units = useOwnUnits(procedure);
  const [visit, setVisit] = useState<Visit>(() => newVisit(units[0]?.code ?? ''));
  const judged = useJudged(procedure, visit);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const receiving = useReceiving(done);
  const { form, asked, steps, faults } = judged;
  const refused = receiving.error instanceof ProblemError ? faultsOfServer(receiving.error.errors) : [];
  const told = [...faults.filter(({ pointer }) => tried || left.has(pointer)), ...refused];
  const asking: Asking = {
    form,
    declaration: visit.declaration,
    set: (pointer, value) =>
      setVisit((before) => ({ ...before, declaration: withValue(before.declaration, pointer, value) })),
    left: (pointer) => setLeft((before) => new Set([...before, pointer])),
    faults: new Map<string, Fault>(told.map((fault) => [fault.pointer, fault])),
  };
  const accept = () => {
    setTried(true);
    const [first] = faults;
    if (first === undefined) receiving.mutate(counterBody(visit, procedure.code, asked));
    else requestAnimationFrame(() => focusOn(first.pointer));
  };
  if (units.length === 0) return <Alert type="warning" title={t('unitless')} />;
  return (
    <AskingProvider value={asking}>
      <HowItComes visit={visit} units={units} change={(part) => setVisit((before) => ({ ...before, ...part }))} />
      {steps.map((step) => (
        <section key={step.id} aria-label={words(step.title)}>
          <h2>{words(step.title)}</h2>
          <div className="counter-fields">
            {step.fields.map((field) => (
              <DeclarationField key={field.pointer} field={field} />
            ))}
          </div>
        </section>
      ))}
      <PapersShown
        procedure={procedure}
        declaration={asked}
        visit={visit}
        change={(update) => setVisit((before) => ({ ...before, ...update(before) }))}
      />
      <Payment visit={visit} change={(part) => setVisit((before) => ({ ...before, ...part }))} />
      <div role="alert">
        {tried && faults.length > 0 && <Alert type="error" showIcon title={t('faults', { count: faults.length })} />}
      </div>
      <ProblemAlert error={receiving.error} />
      <Button type="primary" size="large" loading={receiving.isPending} onClick={accept}>
        {t('accept')}
      </Button>
    </AskingProvider>
  );
}

/** Units of the officer that receive this procedure. */
function useOwnUnits({ receivingUnits }: Procedure): Procedure['receivingUnits'] {
  const session = useSession();
  const mine = session?.signedIn === true ? session.units.map(({ code }) => code) : [];
  return receivingUnits.filter(({ code }) => mine.includes(code));
}

function useJudged(procedure: Procedure, { declaration }: Visit) {
  const [day] = useState(() => today(new Date()));
  const form = useMemo(() => new Form(procedure, day), [procedure, day]);
  return useMemo(() => {
    const asked = askedOnly(form, declaration);
    const faults = form.faults([form.root], withRequiredGroups(form, asked));
    return { form, asked, faults, steps: stepsOf(form, asked) };
  }, [form, declaration]);
}

/** One key for one visitor: sent again after a lost answer, it is the same dossier. */
function useReceiving(done: (receipt: Receipt) => void) {
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (body: ReturnType<typeof counterBody>) =>
      bodyOf(intake.POST('/api/intake/v1/counter-dossiers', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSuccess: (receipt) => done(receipt),
    onError: (error) => {
      if (error instanceof ProblemError && error.status < 500) setKey(crypto.randomUUID());
    },
  });
}

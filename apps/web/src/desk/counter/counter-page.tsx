import { Select } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { DemandRole } from '../../app/demand-role.tsx';
import { answers } from '../../citizen/declaration/plain.ts';
import { useProcedure, useProcedures } from '../../citizen/procedures/procedures.ts';
import { Waiting } from '../../citizen/shown/waiting.tsx';
import { useWords } from '../../citizen/shown/words.ts';
import { useCounterTexts } from './counter-texts.ts';
import { Received } from './received.tsx';
import type { Receipt } from './visit.ts';
import { VisitForm } from './visit-form.tsx';
import '../shown/desk.css';
import '../../citizen/shown/citizen.css';

/** A walk-in, from the choice of the procedure to the slip, on one page. */
export function CounterPage() {
  return (
    <DemandRole roles={['deskOfficer']}>
      <Counter />
    </DemandRole>
  );
}

function Counter() {
  const t = useCounterTexts();
  const [code, setCode] = useState<string>();
  const [receipt, setReceipt] = useState<Receipt>();
  const [round, setRound] = useState(0);
  if (receipt !== undefined)
    return (
      <Received
        receipt={receipt}
        next={() => {
          setReceipt(undefined);
          setRound(round + 1);
        }}
      />
    );
  return (
    <div className="counter">
      <h1>{t('title')}</h1>
      <p>{t('lead')}</p>
      <ChooseProcedure code={code} choose={setCode} />
      {code !== undefined && <Chosen key={`${code}${round}`} code={code} done={setReceipt} />}
    </div>
  );
}

function ChooseProcedure({ code, choose }: { code: string | undefined; choose: (code: string) => void }) {
  const t = useCounterTexts();
  const words = useWords();
  const { data, error } = useProcedures('');
  const open = (data?.items ?? []).filter(({ channels }) => channels.includes('counter'));
  return (
    <div className="question">
      <label htmlFor="counter-procedure">{t('procedure')}</label>
      <Select
        id="counter-procedure"
        value={code ?? null}
        options={open.map((one) => ({ value: one.code, label: words(one.name) }))}
        showSearch={{ filterOption: (typed, option) => answers(`${option?.label} ${option?.value}`, typed) }}
        onChange={choose}
      />
      <ProblemAlert error={error} />
    </div>
  );
}

function Chosen({ code, done }: { code: string; done: (receipt: Receipt) => void }) {
  const { data, error } = useProcedure(code);
  if (data === undefined) return error === null ? <Waiting /> : <ProblemAlert error={error} />;
  return <VisitForm procedure={data} done={done} />;
}

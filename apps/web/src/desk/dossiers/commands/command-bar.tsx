import { Alert, Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { Dossier, Possible } from '../dossier.ts';
import { CommandDialog } from './command-dialog.tsx';
import { useCommandName, useCommandTexts } from './command-texts.ts';

/** What most dossiers need next stands in front; the rest is behind one button. */
const FIRST = [
  'acceptance',
  'supplement-requests',
  'supplement-completion',
  'supplements',
  'steps',
  'result',
  'result-return',
  'payments/:paymentId/receipt',
  'tasks/:taskId/settlement',
  'opinions/:opinionId/answer',
] as const;

/** The commands that the server says are possible for this officer now. */
export function CommandBar({ dossier }: { dossier: Dossier }) {
  const t = useCommandTexts();
  const nameOf = useCommandName();
  const [open, setOpen] = useState<Possible>();
  const { possible, hindered } = dossier;
  const isFirst = ({ command }: Possible) => (FIRST as readonly string[]).includes(command);
  const rest = possible.filter((one) => !isFirst(one));
  return (
    <>
      <section className="commands" aria-label={t('commands')}>
        {possible.filter(isFirst).map((one, index) => (
          <Button key={keyOf(one)} type={index === 0 ? 'primary' : 'default'} onClick={() => setOpen(one)}>
            {nameOf(one.command)}
          </Button>
        ))}
        {rest.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: rest.map((one) => ({ key: keyOf(one), label: nameOf(one.command) })),
              onClick: ({ key }) => setOpen(rest.find((one) => keyOf(one) === key)),
            }}
          >
            <Button>{t('more')}</Button>
          </Dropdown>
        )}
      </section>
      {hindered.length > 0 && (
        <Alert
          type="info"
          style={{ marginBottom: 16 }}
          title={t('hindered')}
          description={
            <ul className="day-list">
              {hindered.map((one) => (
                <li key={keyOf(one)}>
                  {nameOf(one.command)}: {one.detail}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {open !== undefined && (
        <CommandDialog key={keyOf(open)} dossier={dossier} command={open} close={() => setOpen(undefined)} />
      )}
    </>
  );
}

function keyOf({ command, id }: Possible): string {
  return `${command}|${id ?? ''}`;
}

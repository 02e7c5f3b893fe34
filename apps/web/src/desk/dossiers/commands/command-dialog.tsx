import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { ProblemError } from '../../../api/problem.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { DeskDialog } from '../../shown/desk-dialog.tsx';
import { type Dossier, type Possible, dossierKey } from '../dossier.ts';
import { ChangedAlert, movedOnOf } from './changed-alert.tsx';
import { CommandInput } from './command-input.tsx';
import { type CommandField, type FieldValue, commandForms, isAnswered, isPreviewed } from './command-forms.ts';
import { useCommandName, useCommandTexts } from './command-texts.ts';
import { DuePreview } from './due-preview.tsx';
import { type Values, sendCommand } from './send-command.ts';

interface DialogProps {
  readonly dossier: Dossier;
  readonly command: Possible;
  readonly close: () => void;
}

/**
 * One command. It is given for the version that was on the page when the dialog opened: when somebody else was faster, the server
 * says what came, and the officer decides again.
 */
export function CommandDialog({ dossier, command, close }: DialogProps) {
  const t = useCommandTexts();
  const fields = commandForms[command.command];
  const [values, setValues] = useState<Values>(() => firstValues(fields, dossier, command));
  const { give, error, moved, isPending } = useGiving({ dossier, command, values, close });
  const name = useCommandName()(command.command);
  const days = values['workingDays'];
  return (
    <DeskDialog
      title={name}
      closeText={t('cancel')}
      close={close}
      act={{
        text: t(moved === undefined ? 'confirm' : 'again'),
        busy: isPending,
        ready: fields.every((field) => isAnswered(field, values[field.name])),
        run: give,
      }}
    >
      {isPreviewed(command.command) && (
        <DuePreview
          dossierId={dossier.dossierId ?? ''}
          command={command.command}
          workingDays={typeof days === 'number' ? days : undefined}
        />
      )}
      {fields.map((field) => (
        <CommandInput
          key={field.name}
          field={field}
          dossier={dossier}
          value={values[field.name]}
          change={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      {moved === undefined ? <ProblemAlert error={error} /> : <ChangedAlert moved={moved} />}
    </DeskDialog>
  );
}

function firstValues(fields: readonly CommandField[], dossier: Dossier, command: Possible): Values {
  return Object.fromEntries(fields.map(({ name, first }): [string, FieldValue] => [name, first?.(dossier, command)]));
}

function useGiving({ dossier, command, values, close }: DialogProps & { readonly values: Values }) {
  const t = useCommandTexts();
  const nameOf = useCommandName();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [opened] = useState(dossier.version);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const dossierId = dossier.dossierId ?? '';
  const giving = useMutation({
    mutationFn: (version: number) => sendCommand({ dossierId, command, values, version, key }),
    onSuccess: async () => {
      void message.success(t('done', { what: nameOf(command.command) }));
      close();
      await queries.invalidateQueries({ queryKey: dossierKey(dossierId) });
    },
    // What was refused was not done: the next try is another wish. What nobody answered may have been done, and keeps its key.
    onError: (error) => {
      if (error instanceof ProblemError && error.status < 500) setKey(crypto.randomUUID());
    },
  });
  const moved = movedOnOf(giving.error instanceof ProblemError ? giving.error : null);
  const give = () => giving.mutate(moved?.version ?? opened);
  return { give, error: giving.error, moved, isPending: giving.isPending };
}

import { useQuery } from '@tanstack/react-query';
import { bodyOf, desk } from '../../../api/client.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { When } from '../../../citizen/shown/when.tsx';
import { type DueKind, useStatusTexts } from '../../shown/status-texts.ts';
import { dossierKey } from '../dossier.ts';
import { DueExplained } from '../due-explained.tsx';
import type { Previewed } from './command-forms.ts';
import { useCommandTexts } from './command-texts.ts';

interface Preview {
  readonly dossierId: string;
  readonly command: Previewed;
  readonly workingDays: number | undefined;
}

/** Which date the command would set if it were given now, by the server's rules. */
export function DuePreview({ dossierId, command, workingDays }: Preview) {
  const t = useCommandTexts();
  const kinds = useStatusTexts();
  const query = { command, ...(workingDays === undefined ? {} : { workingDays }) };
  const { data, error } = useQuery({
    queryKey: [...dossierKey(dossierId), 'preview', query],
    queryFn: () =>
      bodyOf(desk.GET('/api/desk/v1/dossiers/{dossierId}/due-preview', { params: { path: { dossierId }, query } })),
    retry: false,
  });
  if (error !== null) return <ProblemAlert error={error} />;
  if (data === undefined) return null;
  return (
    <div className="command-field">
      {t('due')} <strong>{<When at={data.due.dueAt} />}</strong> ({kinds(`due.${data.deadline as DueKind}`)})
      <DueExplained due={data.due} />
    </div>
  );
}

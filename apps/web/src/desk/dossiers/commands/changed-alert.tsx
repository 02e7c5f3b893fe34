import { Alert } from 'antd';
import type { ProblemError } from '../../../api/problem.ts';
import { When } from '../../../citizen/shown/when.tsx';
import { useDossierTexts } from '../dossier-texts.ts';
import { useEventName } from '../event-texts.ts';
import { useCommandTexts } from './command-texts.ts';

interface Change {
  readonly version: number;
  readonly type: string;
  readonly by: string;
  readonly at: string;
}

/** What `reason` of a 412 `dossier.changed` says. */
export interface MovedOn {
  readonly version: number;
  readonly changes: readonly Change[];
}

export function movedOnOf(error: ProblemError | null): MovedOn | undefined {
  return error?.status === 412 ? (error.document['reason'] as MovedOn | undefined) : undefined;
}

/** Somebody else was faster: what, who, when. */
export function ChangedAlert({ moved }: { moved: MovedOn }) {
  const t = useCommandTexts();
  const words = useDossierTexts();
  const nameOf = useEventName();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('changedTitle')}
      description={
        <>
          <p>{t('changedMore')}</p>
          <ul>
            {moved.changes.map(({ version, type, by, at }) => (
              <li key={version}>
                <strong>{nameOf(type)}</strong> {words('by', { who: by })}, <When at={at} />
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}

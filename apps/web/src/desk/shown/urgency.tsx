import { defineTexts } from '../../app/texts.ts';
import { When } from '../../citizen/shown/when.tsx';
import { type DueKind, useStatusTexts } from './status-texts.ts';

const useTexts = defineTexts(
  'desk-urgency',
  { overdue: 'Quá hạn', today: 'Sắp đến hạn', running: 'Còn hạn', none: 'Không có hạn' },
  { overdue: 'Overdue', today: 'Due soon', running: 'In time', none: 'No due date' },
);

const SOON_MS = 24 * 3_600_000;

interface Due {
  readonly dueAt: string | null;
  readonly dueKind?: string | null;
  readonly overdue: boolean;
}

/** How urgent it is, in words first and in colour beside them. */
export function Urgency({ dueAt, dueKind, overdue }: Due) {
  const t = useTexts();
  const kinds = useStatusTexts();
  if (dueAt === null) return <span className="urgency">{t('none')}</span>;
  const level = overdue ? 'overdue' : isSoon(dueAt) ? 'today' : 'running';
  return (
    <span className={`urgency urgency-${level}`}>
      <strong data-changes="">{t(level)}</strong> <When at={dueAt} />
      {dueKind != null && <span className="urgency-kind">{kinds(`due.${dueKind as DueKind}`)}</span>}
    </span>
  );
}

/** By the clock of this machine: a hint for the eye, what is overdue says the server. */
function isSoon(dueAt: string): boolean {
  return Date.parse(dueAt) - Date.now() < SOON_MS;
}

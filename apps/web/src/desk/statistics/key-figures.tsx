import { useNumbers } from './numbers.ts';
import { useStatisticsTexts } from './statistics.texts.ts';
import type { Statistics } from './use-figures.ts';

export function KeyFigures({ total }: { total: Statistics['total'] }) {
  const t = useStatisticsTexts();
  const { whole, percent } = useNumbers();
  const { refused, withdrawn, stopped } = total;
  return (
    <ul className="key-figures" aria-label={t('keyFigures')}>
      <KeyFigure
        name={t('received')}
        value={whole(total.received)}
        more={t('receivedOnline', { count: whole(total.receivedOnline) })}
      />
      <KeyFigure
        name={t('resolved')}
        value={whole(total.resolved)}
        more={t('ofThese', { early: whole(total.early), onTime: whole(total.onTime) })}
      />
      <KeyFigure
        name={t('onTimeRate')}
        value={total.onTimeRate === null ? t('nothing') : percent(total.onTimeRate)}
        more={t('lateMore', { late: whole(total.late), original: whole(total.lateByOriginal) })}
      />
      <KeyFigure
        name={t('open')}
        value={whole(total.open)}
        more={t('overdueMore', { count: whole(total.openOverdue) })}
        alarming={total.openOverdue > 0}
      />
      <KeyFigure name={t('returned')} value={whole(total.returned)} />
      <KeyFigure
        name={t('notAccepted')}
        value={whole(refused + withdrawn + stopped)}
        more={t('notAcceptedMore', { refused, withdrawn, stopped })}
      />
    </ul>
  );
}

function KeyFigure({
  name,
  value,
  more,
  alarming = false,
}: {
  name: string;
  value: string;
  more?: string;
  alarming?: boolean;
}) {
  return (
    <li>
      <span className="key-name">{name}</span>
      <strong>{value}</strong>
      {more !== undefined && <span className={alarming ? 'key-more alarming' : 'key-more'}>{more}</span>}
    </li>
  );
}

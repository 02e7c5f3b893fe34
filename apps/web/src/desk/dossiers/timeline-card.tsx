import { Timeline } from 'antd';
import { When } from '../../citizen/shown/when.tsx';
import { type TimelineItem, useTimeline } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { useEventName } from './event-texts.ts';
import { Section } from './section.tsx';

/** What happened, the latest first, with what was said about it. */
export function TimelineCard({ dossierId }: { dossierId: string }) {
  const t = useDossierTexts();
  const nameOf = useEventName();
  const { data } = useTimeline(dossierId);
  return (
    <Section title={t('timeline')}>
      <Timeline
        items={(data?.items ?? []).toReversed().map((item) => ({
          key: item.id,
          content: (
            <>
              <strong>{nameOf(item.type)}</strong> · <When at={item.recordedAt} />
              <div className="urgency-kind">{t('by', { who: item.actor })}</div>
              <Said item={item} />
            </>
          ),
        }))}
      />
    </Section>
  );
}

/** The words that people gave with it. */
function Said({ item }: { item: TimelineItem }) {
  const said = (item.personal ?? {}) as Readonly<Record<string, unknown>>;
  const words = ['reason', 'note', 'question', 'answer', 'text', 'receiver', 'comment'].flatMap((name) => {
    const text = said[name];
    return typeof text === 'string' && text !== '' ? [text] : [];
  });
  return words.map((text) => <div key={text}>{text}</div>);
}

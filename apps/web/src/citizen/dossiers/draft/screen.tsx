import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { defineTexts } from '../../../app/texts.ts';
import { useWords } from '../../shown/words.ts';
import { useEditing } from './editing.ts';
import { FilesScreen } from './files-screen.tsx';
import { PlaceScreen } from './place-screen.tsx';
import { ReviewScreen } from './review-screen.tsx';
import { SavingLine } from './saving-line.tsx';
import { StepScreen } from './step-screen.tsx';

const useTexts = defineTexts(
  'draft-screen',
  {
    step: 'Bước {{number}} trên {{all}}',
    steps: 'Các bước',
    place: 'Nơi nộp hồ sơ',
    files: 'Giấy tờ gửi kèm',
    review: 'Xem lại và nộp',
  },
  {
    step: 'Step {{number}} of {{all}}',
    steps: 'All steps',
    place: 'Where to hand it in',
    files: 'Papers to send',
    review: 'Review and submit',
  },
);

/** One screen of a draft: where the person is, what is asked here, and that it is saved. */
export function Screen({ name }: { name: string }) {
  const t = useTexts();
  const words = useWords();
  const { procedure, screens, steps, draft, change, content } = useEditing();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (content.step !== name) change((before) => ({ ...before, step: name }));
  });
  const titleOf = (screen: string): string => {
    if (screen === 'place' || screen === 'files' || screen === 'review') return t(screen);
    const step = steps.find(({ id }) => id === screen);
    return step === undefined ? screen : words(step.title);
  };
  const number = screens.indexOf(name) + 1;
  return (
    <div className="narrow">
      <p className="steps-line">
        {words(procedure.name)} · {t('step', { number, all: screens.length })}
      </p>
      <progress className="steps-bar" value={number} max={screens.length} aria-hidden="true" />
      <h1 ref={heading} tabIndex={-1}>
        {titleOf(name)}
      </h1>
      <ScreenBody name={name} />
      <SavingLine />
      <details className="all-steps">
        <summary>{t('steps')}</summary>
        <ol>
          {screens.map((screen) => (
            <li key={screen}>
              <Link
                to={`/dossiers/drafts/${draft.draftId}/${screen}`}
                {...(screen === name ? { 'aria-current': 'step' as const } : {})}
              >
                {titleOf(screen)}
              </Link>
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

function ScreenBody({ name }: { name: string }) {
  if (name === 'place') return <PlaceScreen />;
  if (name === 'files') return <FilesScreen />;
  if (name === 'review') return <ReviewScreen />;
  return <StepScreen id={name} />;
}

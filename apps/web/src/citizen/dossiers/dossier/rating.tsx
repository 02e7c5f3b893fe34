import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { desk } from '../../../api/client.ts';
import type { components } from '../../../api/desk.d.ts';
import { useIntent } from '../../../api/intent.ts';
import { ProblemError } from '../../../api/problem.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { defineTexts } from '../../../app/texts.ts';

type Rating = components['schemas']['RateServiceDto'];
type Level = Rating['level'];

const useTexts = defineTexts(
  'rating',
  {
    title: 'Đánh giá việc phục vụ',
    lead: 'Đánh giá giúp cơ quan phục vụ tốt hơn. Ý kiến riêng được giữ kín.',
    level: 'Mức độ hài lòng',
    verySatisfied: 'Rất hài lòng',
    satisfied: 'Hài lòng',
    neutral: 'Bình thường',
    dissatisfied: 'Không hài lòng',
    veryDissatisfied: 'Rất không hài lòng',
    comment: 'Ý kiến thêm (không bắt buộc)',
    missing: 'Hãy chọn một mức.',
    send: 'Gửi đánh giá',
    thanks: 'Cảm ơn anh/chị đã đánh giá.',
    already: 'Hồ sơ này đã được đánh giá.',
  },
  {
    title: 'Rate the service',
    lead: 'Your rating helps the office to serve better. What you write stays sealed.',
    level: 'How satisfied you are',
    verySatisfied: 'Very satisfied',
    satisfied: 'Satisfied',
    neutral: 'Neither',
    dissatisfied: 'Dissatisfied',
    veryDissatisfied: 'Very dissatisfied',
    comment: 'Anything else (optional)',
    missing: 'Please choose one.',
    send: 'Send the rating',
    thanks: 'Thank you for your rating.',
    already: 'This dossier was rated already.',
  },
);

const LEVELS: readonly Level[] = ['verySatisfied', 'satisfied', 'neutral', 'dissatisfied', 'veryDissatisfied'];

/** Once, when the dossier is over. @law TT 01/2018/TT-VPCP art. 13 */
export function RateService({ dossierId }: { dossierId: string }) {
  const t = useTexts();
  const [level, setLevel] = useState<Level>();
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, isSuccess, error } = useRating(dossierId);
  const isRated = error instanceof ProblemError && error.code === 'dossier.already-rated';
  if (isSuccess || isRated)
    return <Alert type="success" showIcon role="alert" title={t(isRated ? 'already' : 'thanks')} />;
  const onSend = (): void => {
    setTried(true);
    if (level === undefined) document.getElementById('rating-level')?.focus();
    else mutate(comment.trim() === '' ? { level } : { level, comment: comment.trim() });
  };
  return (
    <section>
      <h2>{t('title')}</h2>
      <p>{t('lead')}</p>
      <Levels level={level} isMissing={tried && level === undefined} choose={setLevel} />
      <div className="question">
        <label htmlFor="rating-comment">{t('comment')}</label>
        <Input.TextArea
          id="rating-comment"
          rows={3}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
      <ProblemAlert error={error} />
      <Button type="primary" loading={isPending} onClick={onSend}>
        {t('send')}
      </Button>
    </section>
  );
}

interface LevelsProps {
  readonly level: Level | undefined;
  readonly isMissing: boolean;
  readonly choose: (level: Level) => void;
}

function Levels({ level, isMissing, choose }: LevelsProps) {
  const t = useTexts();
  return (
    <div className="question">
      <span className="question-title" id="rating-level-title">
        {t('level')}
      </span>
      <div id="rating-level" tabIndex={-1} role="radiogroup" aria-labelledby="rating-level-title" aria-required="true">
        <Radio.Group
          role="none"
          name="rating-level"
          value={level ?? null}
          onChange={(event) => choose(event.target.value as Level)}
          options={LEVELS.map((one) => ({ value: one, label: t(one) }))}
        />
      </div>
      {isMissing && (
        <p className="fault" role="alert">
          {t('missing')}
        </p>
      )}
    </div>
  );
}

function useRating(dossierId: string) {
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: Rating) =>
      desk.POST('/api/desk/v1/own-dossiers/{dossierId}/rating', {
        params: { path: { dossierId }, header: intent.headers() },
        body,
      }),
    onSuccess: () => intent.done(),
  });
}

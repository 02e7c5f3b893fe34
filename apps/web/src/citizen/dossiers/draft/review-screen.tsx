import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { bodyOf, intake } from '../../../api/client.ts';
import { ProblemError } from '../../../api/problem.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { defineTexts } from '../../../app/texts.ts';
import { Answers } from '../../declaration/answers.tsx';
import { faultsOn, stepAt } from '../../declaration/steps.ts';
import { missingSlots, slotsOf } from '../../procedures/papers.ts';
import { useWords } from '../../shown/words.ts';
import { useEditing } from './editing.ts';
import { Moving } from './moving.tsx';
import { faultsOfServer, submissionOf } from './submission.ts';

const useTexts = defineTexts(
  'draft-review',
  {
    lead: 'Hãy đọc lại. Sau khi nộp, tờ khai chỉ sửa được khi có yêu cầu bổ sung.',
    edit: 'Sửa phần {{name}}',
    place: 'Nơi nộp hồ sơ',
    unit: 'Nơi tiếp nhận',
    method: 'Nhận kết quả',
    counter: 'Tại bộ phận một cửa',
    post: 'Qua bưu chính công ích',
    online: 'Bản điện tử',
    files: 'Giấy tờ gửi kèm',
    noFiles: 'Không có giấy tờ nào.',
    todo: 'Chưa nộp được, còn phải bổ sung:',
    faults_one: '{{name}}: {{count}} chỗ cần sửa',
    faults_other: '{{name}}: {{count}} chỗ cần sửa',
    missing: 'Giấy tờ gửi kèm: còn thiếu giấy tờ bắt buộc',
    vow: 'Tôi cam đoan những nội dung khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật.',
    vowMissing: 'Hãy xác nhận lời cam đoan trước khi nộp.',
    submit: 'Nộp hồ sơ',
  },
  {
    lead: 'Please read it again. After submission the declaration can only be changed when the office asks for it.',
    edit: 'Change {{name}}',
    place: 'Where it is handed in',
    unit: 'Received by',
    method: 'How the result is received',
    counter: 'At the one-stop desk',
    post: 'By public post',
    online: 'As an electronic document',
    files: 'Papers',
    noFiles: 'No papers.',
    todo: 'It cannot be submitted yet:',
    faults_one: '{{name}}: {{count}} answer needs your attention',
    faults_other: '{{name}}: {{count}} answers need your attention',
    missing: 'Papers: a required paper is missing',
    vow: 'I declare that all of this is true, and answer for it before the law.',
    vowMissing: 'Please confirm this before you submit.',
    submit: 'Submit',
  },
);

/** Everything at once, before it is handed in. */
export function ReviewScreen() {
  const t = useTexts();
  const words = useWords();
  const { steps, form, asked, procedure, content } = useEditing();
  const unit = procedure.receivingUnits.find(({ code }) => code === content.receivingUnit);
  return (
    <>
      <p>{t('lead')}</p>
      <Part screen="place" title={t('place')}>
        <dl className="facts">
          <dt>{t('unit')}</dt>
          <dd>{unit?.name}</dd>
          <dt>{t('method')}</dt>
          <dd>{content.returnMethod !== undefined && t(content.returnMethod)}</dd>
        </dl>
      </Part>
      {steps.map(({ id, title, fields }) => (
        <Part key={id} screen={id} title={words(title)}>
          <Answers form={form} fields={fields} declaration={asked} />
        </Part>
      ))}
      <Part screen="files" title={t('files')}>
        {content.files.length === 0 && <p>{t('noFiles')}</p>}
        <ul>
          {content.files.map(({ uploadId, fileName, componentCode }) => {
            const paper = procedure.components.find(({ code }) => code === componentCode);
            return (
              <li key={uploadId}>
                {paper !== undefined && `${words(paper.name)}: `}
                {fileName}
              </li>
            );
          })}
        </ul>
      </Part>
      <Submitting />
      <Moving from="review" mayLeave={() => false} />
    </>
  );
}

function Part({ screen, title, children }: { screen: string; title: string; children: React.ReactNode }) {
  const t = useTexts();
  const { draft } = useEditing();
  return (
    <section className="group">
      <div className="row">
        <h2>{title}</h2>
        <Link to={`/dossiers/drafts/${draft.draftId}/${screen}`}>{t('edit', { name: title.toLowerCase() })}</Link>
      </div>
      {children}
    </section>
  );
}

function Submitting() {
  const t = useTexts();
  const [vowed, setVowed] = useState(false);
  const [tried, setTried] = useState(false);
  const todo = useTodo();
  const { mutate, isPending, error } = useSubmission();
  const onSubmit = (): void => {
    setTried(true);
    if (vowed && todo.length === 0) mutate();
    else if (!vowed) document.getElementById('vow')?.focus();
  };
  return (
    <div className="stack">
      <Todo todo={todo} />
      <Checkbox id="vow" checked={vowed} onChange={(event) => setVowed(event.target.checked)}>
        {t('vow')}
      </Checkbox>
      <div role="alert">{tried && !vowed && <p className="vow-missing">{t('vowMissing')}</p>}</div>
      <ProblemAlert error={error} />
      <div>
        <Button type="primary" size="large" loading={isPending} onClick={onSubmit}>
          {t('submit')}
        </Button>
      </div>
    </div>
  );
}

interface TodoLine {
  readonly screen: string;
  readonly text: string;
}

function useTodo(): TodoLine[] {
  const t = useTexts();
  const words = useWords();
  const { steps, faults, procedure, asked, content } = useEditing();
  const open = steps.flatMap((step) => {
    const count = faultsOn(step, faults).length;
    return count === 0 ? [] : [{ screen: step.id, text: t('faults', { name: words(step.title), count }) }];
  });
  if (content.receivingUnit === undefined || content.returnMethod === undefined)
    open.unshift({ screen: 'place', text: t('faults', { name: t('place'), count: 1 }) });
  const sent = content.files.map(({ componentCode }) => componentCode);
  if (missingSlots(slotsOf(procedure.components, asked), sent).length > 0)
    open.push({ screen: 'files', text: t('missing') });
  return open;
}

function Todo({ todo }: { todo: readonly TodoLine[] }) {
  const t = useTexts();
  const { draft } = useEditing();
  if (todo.length === 0) return null;
  const list = (
    <ul>
      {todo.map(({ screen, text }) => (
        <li key={screen}>
          <Link to={`/dossiers/drafts/${draft.draftId}/${screen}`}>{text}</Link>
        </li>
      ))}
    </ul>
  );
  return <Alert type="warning" showIcon title={t('todo')} description={list} />;
}

/** The draft's id is the key: however often it is sent, also after the page was loaded again, it is one dossier. */
function useSubmission() {
  const { draft, content, asked, flush, steps, tell, refuse, go } = useEditing();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await flush();
      const body = submissionOf(draft, content, asked);
      const params = { header: { 'Idempotency-Key': draft.draftId } };
      return bodyOf(intake.POST('/api/intake/v1/dossiers', { params, body }));
    },
    onSuccess: async ({ dossierId }) => {
      await navigate(`/dossiers/${dossierId}/receipt`, { replace: true });
      await queries.invalidateQueries({ queryKey: ['drafts'] });
    },
    onError: (error) => {
      if (!(error instanceof ProblemError)) return;
      const faults = faultsOfServer(error.errors);
      const [first] = faults;
      refuse(faults);
      tell(faults.map(({ pointer }) => pointer));
      if (first !== undefined) go(stepAt(steps, first.pointer)!.id);
      else if (error.errors.some(({ pointer }) => pointer?.startsWith('/components') === true)) go('files');
    },
  });
}

import { Alert, Button } from 'antd';
import { defineTexts } from '../../../app/texts.ts';
import { fieldsOf } from '../../declaration/fields.ts';
import { wordsOf } from '../../declaration/schema.ts';
import { When } from '../../shown/when.tsx';
import { useWords } from '../../shown/words.ts';
import { useEditing } from './editing.ts';
import type { Saving } from './saver.ts';

const useTexts = defineTexts(
  'draft-conflict',
  {
    title: 'Bản nháp này vừa được sửa ở cửa sổ hoặc thiết bị khác',
    at: 'Lưu lúc',
    changed: 'Những chỗ đã đổi ở nơi kia:',
    files: 'Giấy tờ đính kèm',
    place: 'Nơi nộp, cách nhận kết quả',
    more: 'Phần vừa nhập ở đây chưa được lưu. Hãy chọn bản muốn giữ.',
    theirs: 'Dùng bản ở nơi kia',
    own: 'Giữ bản ở đây',
  },
  {
    title: 'This draft was just changed in another window or on another device',
    at: 'Saved at',
    changed: 'What was changed there:',
    files: 'Papers',
    place: 'Where it is handed in, how the result is received',
    more: 'What you typed here is not saved. Please choose which one to keep.',
    theirs: 'Use the other one',
    own: 'Keep this one',
  },
);

/** Two windows, one draft: nothing is overwritten before the person has chosen. */
export function Conflict({
  conflict,
  keepOwn,
}: {
  conflict: Extract<Saving, { state: 'conflict' }>;
  keepOwn: () => Promise<boolean>;
}) {
  const t = useTexts();
  const names = useChangedNames(conflict.changed);
  return (
    <div className="narrow">
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={t('title')}
        description={
          <>
            <p>
              {t('at')} <When at={conflict.theirs.savedAt} />. {t('more')}
            </p>
            {names.length > 0 && (
              <>
                {t('changed')}
                <ul>
                  {names.map((name) => (
                    <li key={name}>{name}</li>
                  ))}
                </ul>
              </>
            )}
            <div className="row">
              <Button onClick={() => window.location.reload()}>{t('theirs')}</Button>
              <Button type="primary" onClick={() => void keepOwn()}>
                {t('own')}
              </Button>
            </div>
          </>
        }
      />
    </div>
  );
}

/** Names of the questions, not their answers. */
function useChangedNames(pointers: readonly string[]): string[] {
  const t = useTexts();
  const words = useWords();
  const { form, content } = useEditing();
  const fields = fieldsOf(form, [form.root], content.declaration);
  const names = pointers.map((pointer) => {
    const [part, name] = wordsOf(pointer);
    if (part === 'files') return t('files');
    if (part !== 'declaration') return t('place');
    const field = fields.find((one) => one.name === name);
    return field === undefined ? undefined : words(field.title);
  });
  return [...new Set(names.filter((name) => name !== undefined))];
}

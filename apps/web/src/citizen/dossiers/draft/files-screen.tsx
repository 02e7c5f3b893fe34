import { Alert } from 'antd';
import { useState } from 'react';
import { defineTexts } from '../../../app/texts.ts';
import { type Paper, type Slot, isRequired, missingSlots, slotsOf } from '../../procedures/papers.ts';
import { useWords } from '../../shown/words.ts';
import { fileSize } from '../files/file-size.ts';
import { ScanSlot } from '../files/scan-slot.tsx';
import { useEditing } from './editing.ts';
import { Moving } from './moving.tsx';

const useTexts = defineTexts(
  'draft-files',
  {
    lead: 'Gửi bản chụp hoặc bản quét rõ chữ: PDF, JPEG, PNG hoặc TIFF, mỗi tệp không quá {{max}}. Tệp được giữ 24 giờ, nên hãy tải lên khi sắp nộp.',
    none: 'Thủ tục này không cần gửi kèm giấy tờ nào.',
    required: 'bắt buộc',
    optional: 'nếu có',
    oneOf: 'Cần một trong các giấy tờ sau:',
    missing: 'Còn thiếu: {{names}}.',
  },
  {
    lead: 'Send clear photos or scans: PDF, JPEG, PNG or TIFF, at most {{max}} each. Files are kept for 24 hours, so send them when you are about to submit.',
    none: 'No papers need to be sent for this procedure.',
    required: 'required',
    optional: 'if there is one',
    oneOf: 'One of these papers is needed:',
    missing: 'Still missing: {{names}}.',
  },
);

/** The papers that the declaration asks for, each with its scans. */
export function FilesScreen() {
  const t = useTexts();
  const words = useWords();
  const { procedure, content, asked } = useEditing();
  const [tried, setTried] = useState(false);
  const slots = slotsOf(procedure.components, asked).toSorted(
    (one, other) => Number(other.required) - Number(one.required),
  );
  const missing = missingSlots(
    slots,
    content.files.map(({ componentCode }) => componentCode),
  );
  const names = missing.map(({ anyOf }) =>
    anyOf.filter((paper) => isRequired(paper, asked)).map((paper) => words(paper.name)),
  );
  const mayLeave = (): boolean => {
    setTried(true);
    return missing.length === 0;
  };
  return (
    <>
      <p>{slots.length === 0 ? t('none') : t('lead', { max: fileSize(procedure.uploadBytes) })}</p>
      {slots.map((slot) => (
        <SlotSection key={slot.id} slot={slot} />
      ))}
      <div role="alert">
        {tried && missing.length > 0 && (
          <Alert
            type="error"
            showIcon
            title={t('missing', { names: names.map((some) => some.join(' / ')).join('; ') })}
          />
        )}
      </div>
      <Moving from="files" mayLeave={mayLeave} />
    </>
  );
}

/** Of papers that stand for each other, the one that the declaration names comes alone; what it does not make necessary, not at all. */
function SlotSection({ slot: { anyOf, required } }: { slot: Slot }) {
  const t = useTexts();
  const { asked, content } = useEditing();
  const isSent = ({ code }: Paper): boolean => content.files.some(({ componentCode }) => componentCode === code);
  const isWanted = (paper: Paper): boolean => (required ? isRequired(paper, asked) : paper.required === 'never');
  const shown = anyOf.filter((paper) => isSent(paper) || isWanted(paper));
  return (
    <>
      {shown.length > 1 && <p>{t('oneOf')}</p>}
      {shown.map((paper) => (
        <PaperSection key={paper.code} paper={paper} required={required} />
      ))}
    </>
  );
}

function PaperSection({ paper, required }: { paper: Paper; required: boolean }) {
  const t = useTexts();
  const words = useWords();
  const { procedure, content, change } = useEditing();
  const name = words(paper.name);
  return (
    <section className="group" aria-label={name}>
      <h2>
        {name} <span className="optional">({t(required ? 'required' : 'optional')})</span>
      </h2>
      <ScanSlot
        componentCode={paper.code}
        name={name}
        maxBytes={procedure.uploadBytes}
        files={content.files.filter(({ componentCode }) => componentCode === paper.code)}
        onSent={(file) => change((before) => ({ ...before, files: [...before.files, file] }))}
        onRemoved={(uploadId) =>
          change((before) => ({ ...before, files: before.files.filter((file) => file.uploadId !== uploadId) }))
        }
      />
    </section>
  );
}

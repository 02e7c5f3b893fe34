import { Alert, Button } from 'antd';
import { useId, useRef, useState } from 'react';
import { intake } from '../../../api/client.ts';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { defineTexts } from '../../../app/texts.ts';
import type { DraftFile } from '../draft/drafts.ts';
import { fileSize } from './file-size.ts';
import { Preview } from './preview.tsx';
import { ACCEPTED, sendScan } from './send-scan.ts';

const useTexts = defineTexts(
  'scan-slot',
  {
    choose: 'Chọn tệp',
    more: 'Thêm tệp',
    for: '{{action}} cho {{name}}',
    sending: 'Đang tải lên {{name}}: {{percent}} %',
    sent: 'Đã tải lên {{name}}.',
    remove: 'Bỏ {{name}}',
    removed: 'Đã bỏ {{name}}.',
    tooLarge: 'Tệp {{name}} nặng {{size}}, vượt mức {{max}}. Hãy chụp lại với độ phân giải thấp hơn hoặc nén tệp.',
    gone: 'Tệp này đã quá 24 giờ và không còn trên máy chủ. Hãy bỏ đi và tải lại.',
  },
  {
    choose: 'Choose a file',
    more: 'Add a file',
    for: '{{action}} for {{name}}',
    sending: 'Sending {{name}}: {{percent}} %',
    sent: '{{name}} was sent.',
    remove: 'Remove {{name}}',
    removed: '{{name}} was removed.',
    tooLarge: '{{name}} has {{size}}, more than {{max}}. Take the photo with a lower resolution, or compress the file.',
    gone: 'This file is older than 24 hours and is not on the server any more. Remove it and send it again.',
  },
);

interface SlotProps {
  readonly componentCode: string;
  /** Name of the paper, for people who hear the page. */
  readonly name: string;
  readonly maxBytes: number;
  readonly files: readonly DraftFile[];
  readonly onSent: (file: DraftFile) => void;
  readonly onRemoved: (uploadId: string) => void;
}

/** The scans of one paper: sending with progress, looking, taking back. */
export function ScanSlot({ componentCode, name, maxBytes, files, onSent, onRemoved }: SlotProps) {
  const t = useTexts();
  const sending = useSending({ componentCode, maxBytes, onSent });
  const [removed, setRemoved] = useState('');
  const remove = ({ uploadId, fileName }: DraftFile): void => {
    onRemoved(uploadId);
    setRemoved(fileName);
    // The server removes it by itself in 24 hours, should this not arrive.
    intake.DELETE('/api/intake/v1/uploads/{uploadId}', { params: { path: { uploadId } } }).catch(() => undefined);
  };
  return (
    <div>
      <ul className="plain-list">
        {files.map((file) => (
          <li key={file.uploadId}>
            <SentFile file={file} onRemove={() => remove(file)} />
          </li>
        ))}
      </ul>
      <Chooser
        label={t(files.length === 0 ? 'choose' : 'more')}
        paper={name}
        isBusy={sending.now !== undefined}
        onChosen={(file) => void sending.send(file)}
      />
      <output className="help">
        {sending.now !== undefined && t('sending', sending.now)}
        {sending.now === undefined && sending.last !== '' && t('sent', { name: sending.last })}
        {removed !== '' && ` ${t('removed', { name: removed })}`}
      </output>
      {sending.now !== undefined && (
        <progress className="steps-bar" value={sending.now.percent} max={100} aria-hidden />
      )}
      {sending.tooLarge !== undefined && <Alert type="error" showIcon role="alert" title={sending.tooLarge} />}
      <ProblemAlert error={sending.error} />
    </div>
  );
}

function useSending({ componentCode, maxBytes, onSent }: Pick<SlotProps, 'componentCode' | 'maxBytes' | 'onSent'>) {
  const t = useTexts();
  const [now, setNow] = useState<{ name: string; percent: number }>();
  const [last, setLast] = useState('');
  const [error, setError] = useState<unknown>(undefined);
  const [tooLarge, setTooLarge] = useState<string>();
  const send = async (file: File): Promise<void> => {
    setError(undefined);
    setTooLarge(undefined);
    if (file.size > maxBytes) {
      setTooLarge(t('tooLarge', { name: file.name, size: fileSize(file.size), max: fileSize(maxBytes) }));
      return;
    }
    setNow({ name: file.name, percent: 0 });
    try {
      const { uploadId, mime, size, expiresAt } = await sendScan(file, (percent) =>
        setNow({ name: file.name, percent }),
      );
      onSent({ componentCode, uploadId, fileName: file.name.slice(-200), mime, size, expiresAt });
      setLast(file.name);
    } catch (failure) {
      setError(failure);
    } finally {
      setNow(undefined);
    }
  };
  return { now, last, error, tooLarge, send };
}

function SentFile({ file, onRemove }: { file: DraftFile; onRemove: () => void }) {
  const t = useTexts();
  const { fileName, size, expiresAt, uploadId } = file;
  const [isGone] = useState(() => new Date(expiresAt).getTime() < Date.now());
  return (
    <>
      <div>
        {fileName} ({fileSize(size)})
      </div>
      {isGone && <Alert type="warning" showIcon title={t('gone')} />}
      <div className="row">
        {!isGone && <Preview address={`/api/intake/v1/uploads/${uploadId}`} name={fileName} />}
        <Button onClick={onRemove}>{t('remove', { name: fileName })}</Button>
      </div>
    </>
  );
}

interface ChooserProps {
  readonly label: string;
  readonly paper: string;
  readonly isBusy: boolean;
  readonly onChosen: (file: File) => void;
}

function Chooser({ label, paper, isBusy, onChosen }: ChooserProps) {
  const t = useTexts();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        id={id}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label={t('for', { action: label, name: paper })}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) onChosen(file);
          target.value = ''; // the same file may be chosen again
        }}
      />
      <Button
        loading={isBusy}
        aria-label={t('for', { action: label, name: paper })}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}

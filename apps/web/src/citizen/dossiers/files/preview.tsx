import { Button } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../../../app/problem-alert.tsx';
import { defineTexts } from '../../../app/texts.ts';
import { Dialog } from '../../../shown/dialog.tsx';
import { Waiting } from '../../shown/waiting.tsx';
import { useScan } from './use-scan.ts';

const useTexts = defineTexts(
  'file-preview',
  {
    show: 'Xem {{name}}',
    close: 'Đóng',
    save: 'Tải về máy',
    cannot: 'Loại tệp này không xem được ngay trên trang. Hãy tải về máy để xem.',
  },
  {
    show: 'Show {{name}}',
    close: 'Close',
    save: 'Save to this device',
    cannot: 'This kind of file cannot be shown in the page. Save it to look at it.',
  },
);

/** A button that shows a scan which the server has. */
export function Preview({ address, name }: { address: string; name: string }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('show', { name })}</Button>
      {open && (
        <Dialog title={name} close={() => setOpen(false)}>
          <div className="stack">
            <Shown address={address} name={name} />
            <div>
              <Button onClick={() => setOpen(false)}>{t('close')}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Shown({ address, name }: { address: string; name: string }) {
  const t = useTexts();
  const { data, error } = useScan(address);
  if (error !== null) return <ProblemAlert error={error} />;
  if (data === undefined) return <Waiting />;
  return (
    <div className="preview stack">
      <Picture url={data.url} mime={data.mime} name={name} />
      <a href={data.url} download={name}>
        {t('save')}
      </a>
    </div>
  );
}

function Picture({ url, mime, name }: { url: string; mime: string; name: string }) {
  const t = useTexts();
  if (mime === 'image/png' || mime === 'image/jpeg') return <img src={url} alt={name} />;
  if (mime === 'application/pdf') return <iframe src={url} title={name} />;
  return <p>{t('cannot')}</p>;
}

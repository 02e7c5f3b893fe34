import { Slider } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { useScan } from '../../citizen/dossiers/files/use-scan.ts';
import { Waiting } from '../../citizen/shown/waiting.tsx';
import { DeskDialog } from '../shown/desk-dialog.tsx';
import { useDossierTexts } from './dossier-texts.ts';

/** One scan, as large as the officer wants it. */
export function ScanViewer({ address, name, close }: { address: string; name: string; close: () => void }) {
  const t = useDossierTexts();
  return (
    <DeskDialog title={name} close={close} closeText={t('close')}>
      <Scan address={address} name={name} />
    </DeskDialog>
  );
}

function Scan({ address, name }: { address: string; name: string }) {
  const t = useDossierTexts();
  const { data, error } = useScan(address);
  if (error !== null) return <ProblemAlert error={error} />;
  if (data === undefined) return <Waiting />;
  return (
    <>
      <Picture url={data.url} mime={data.mime} name={name} />
      <a href={data.url} download={name}>
        {t('saveFile')}
      </a>
    </>
  );
}

function Picture({ url, mime, name }: { url: string; mime: string; name: string }) {
  const t = useDossierTexts();
  const [zoom, setZoom] = useState(100);
  if (mime === 'application/pdf')
    return (
      <div className="scan-view">
        <iframe src={url} title={name} />
      </div>
    );
  if (mime !== 'image/png' && mime !== 'image/jpeg') return <p>{t('cannotShow')}</p>;
  return (
    <>
      <label htmlFor="scan-zoom">{t('zoom')}</label>
      <Slider
        id="scan-zoom"
        min={25}
        max={400}
        step={25}
        value={zoom}
        onChange={setZoom}
        ariaLabelForHandle={t('zoom')}
      />
      <section className="scan-view" aria-label={name}>
        {/* Focusable, so that the arrow keys move a picture that is larger than its frame. */}
        <button type="button" aria-label={t('larger')} onClick={() => setZoom(zoom >= 400 ? 100 : zoom + 50)}>
          <img src={url} alt={name} style={{ width: `${zoom}%` }} />
        </button>
      </section>
    </>
  );
}

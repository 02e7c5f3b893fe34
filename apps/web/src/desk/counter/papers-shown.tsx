import { Radio } from 'antd';
import { useState } from 'react';
import { ScanSlot } from '../../citizen/dossiers/files/scan-slot.tsx';
import { type Paper, isRequired } from '../../citizen/procedures/papers.ts';
import type { Procedure } from '../../citizen/procedures/procedures.ts';
import { useWords } from '../../citizen/shown/words.ts';
import { useCounterTexts } from './counter-texts.ts';
import type { Visit } from './visit.ts';

interface PapersProps {
  readonly procedure: Procedure;
  readonly declaration: unknown;
  readonly visit: Visit;
  readonly change: (update: (before: Visit) => Partial<Visit>) => void;
}

/** Each paper: not there, shown in the original, or scanned. */
export function PapersShown({ procedure, declaration, visit, change }: PapersProps) {
  const t = useCounterTexts();
  const papers = procedure.components.filter(
    ({ source, channels }) => source !== 'database' && (channels === undefined || channels.includes(visit.channel)),
  );
  return (
    <section aria-label={t('papers')}>
      <h2>{t('papers')}</h2>
      {papers.map((paper) => (
        <OnePaper
          key={paper.code}
          paper={paper}
          required={isRequired(paper, declaration)}
          maxBytes={procedure.uploadBytes}
          visit={visit}
          change={change}
        />
      ))}
    </section>
  );
}

type OneProps = Pick<PapersProps, 'visit' | 'change'> & {
  readonly paper: Paper;
  readonly required: boolean;
  readonly maxBytes: number;
};

function OnePaper({ paper, required, maxBytes, visit, change }: OneProps) {
  const t = useCounterTexts();
  const words = useWords();
  const name = words(paper.name);
  const files = visit.files.filter(({ componentCode }) => componentCode === paper.code);
  const [way, setWay] = useState<'none' | 'shown' | 'scan'>('none');
  const choose = (next: typeof way) => {
    setWay(next);
    change(({ shown, files: all }) => ({
      shown: next === 'shown' ? [...shown, paper.code] : shown.filter((code) => code !== paper.code),
      files: next === 'scan' ? all : all.filter(({ componentCode }) => componentCode !== paper.code),
    }));
  };
  return (
    <div className="group">
      <div>
        <strong>{name}</strong> {required && <span className="optional">({t('required')})</span>}
      </div>
      <Radio.Group
        aria-label={t('howPaper', { name })}
        value={way}
        onChange={({ target }) => choose(target.value as typeof way)}
        options={(['none', 'shown', 'scan'] as const).map((one) => ({ value: one, label: t(one) }))}
      />
      {way === 'scan' && (
        <ScanSlot
          componentCode={paper.code}
          name={name}
          maxBytes={maxBytes}
          files={files}
          onSent={(file) => change(({ files: all }) => ({ files: [...all, file] }))}
          onRemoved={(uploadId) =>
            change(({ files: all }) => ({ files: all.filter((one) => one.uploadId !== uploadId) }))
          }
        />
      )}
    </div>
  );
}

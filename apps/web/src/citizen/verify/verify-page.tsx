import { Button, Input } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { CheckedPaper } from './checked-paper.tsx';
import { useVerifyTexts } from './verify-texts.ts';
import '../shown/citizen.css';

/**
 * `/verify#<mark>`. What the QR code says stands behind `#`, which browsers send to nobody; no camera is asked for, phones read QR codes by
 * themselves.
 */
export function VerifyPage() {
  const t = useVerifyTexts();
  const { hash } = useLocation();
  const mark = hash.length > 1 ? hash.slice(1) : undefined;
  return (
    <div className="narrow stack">
      <h1>{t('title')}</h1>
      <p>{t('lead')}</p>
      {mark !== undefined && <CheckedPaper key={mark} text={mark} />}
      <PasteForm key={hash} />
    </div>
  );
}

function PasteForm() {
  const t = useVerifyTexts();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = tried && text.trim() === '';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const mark = text.trim().slice(text.trim().indexOf('#') + 1);
        if (mark === '') document.getElementById('paper-mark')?.focus();
        else void navigate({ hash: mark });
      }}
    >
      <div className="question">
        <label htmlFor="paper-mark">{t('label')}</label>
        <p className="help" id="paper-mark-help">
          {t('help')}
        </p>
        <Input.TextArea
          id="paper-mark"
          aria-describedby={isMissing ? 'paper-mark-help paper-mark-fault' : 'paper-mark-help'}
          {...(isMissing ? { 'aria-invalid': true as const } : {})}
          rows={4}
          maxLength={600}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {isMissing && (
          <p className="fault" id="paper-mark-fault" role="alert">
            {t('missing')}
          </p>
        )}
      </div>
      <Button type="primary" htmlType="submit">
        {t('check')}
      </Button>
    </form>
  );
}

import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts } from '../../app/texts.ts';
import '../shown/citizen.css';

const useTexts = defineTexts(
  'tracking',
  {
    title: 'Tra cứu hồ sơ',
    code: 'Mã số hồ sơ',
    codeMore: 'In trên giấy tiếp nhận, ví dụ H99.14-261124-0001 hoặc 000.00.14.H99-261124-0001.',
    find: 'Tra cứu',
    missing: 'Hãy nhập mã số hồ sơ.',
  },
  {
    title: 'Track a dossier',
    code: 'Dossier code',
    codeMore: 'Printed on the slip, e.g. H99.14-261124-0001 or 000.00.14.H99-261124-0001.',
    find: 'Find',
    missing: 'Please enter the dossier code.',
  },
);

export function TrackingPage() {
  const t = useTexts();
  return (
    <div className="narrow">
      <h1>{t('title')}</h1>
      <CodeSearch />
    </div>
  );
}

export function CodeSearch() {
  const t = useTexts();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = tried && code.trim() === '';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (code.trim() === '') document.getElementById('tracking-code')?.focus();
        else void navigate(`/tracking/${encodeURIComponent(code.trim())}`);
      }}
    >
      <div className="question">
        <label htmlFor="tracking-code">{t('code')}</label>
        <p className="help" id="tracking-code-help">
          {t('codeMore')}
        </p>
        <Input
          id="tracking-code"
          aria-describedby={isMissing ? 'tracking-code-help tracking-code-fault' : 'tracking-code-help'}
          {...(isMissing ? { 'aria-invalid': true as const } : {})}
          maxLength={120}
          autoCapitalize="characters"
          autoComplete="off"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        {isMissing && (
          <p className="fault" id="tracking-code-fault" role="alert">
            {t('missing')}
          </p>
        )}
      </div>
      <Button type="primary" htmlType="submit">
        {t('find')}
      </Button>
    </form>
  );
}

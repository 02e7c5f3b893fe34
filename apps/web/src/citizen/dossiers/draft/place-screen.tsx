import { Radio, Select } from 'antd';
import { useState } from 'react';
import { defineTexts } from '../../../app/texts.ts';
import { answers } from '../../declaration/plain.ts';
import { useEditing } from './editing.ts';
import type { ReturnMethod } from './drafts.ts';
import { Moving } from './moving.tsx';

const useTexts = defineTexts(
  'draft-place',
  {
    unit: 'Nơi tiếp nhận',
    unitMore: 'Chọn xã, phường hoặc cơ quan nơi hồ sơ được giải quyết. Gõ để tìm, không cần dấu.',
    missing: 'Hãy chọn một mục.',
    method: 'Nhận kết quả',
    counter: 'Tại bộ phận một cửa',
    post: 'Qua bưu chính công ích',
    online: 'Bản điện tử',
  },
  {
    unit: 'Where it is received',
    unitMore: 'The commune, ward or agency that settles the dossier. Type to search, diacritics are not needed.',
    missing: 'Please choose one.',
    method: 'How the result is received',
    counter: 'At the one-stop desk',
    post: 'By public post',
    online: 'As an electronic document',
  },
);

const METHODS: readonly ReturnMethod[] = ['counter', 'post', 'online'];

/** Which desk gets the dossier, and how its result comes back. */
export function PlaceScreen() {
  const { content } = useEditing();
  const [tried, setTried] = useState(false);
  const missing = { unit: content.receivingUnit === undefined, method: content.returnMethod === undefined };
  const mayLeave = (): boolean => {
    setTried(true);
    if (missing.unit) document.getElementById('place-unit')?.focus();
    else if (missing.method) document.getElementById('place-method')?.focus();
    return !missing.unit && !missing.method;
  };
  return (
    <>
      <Unit isMissing={tried && missing.unit} />
      <Method isMissing={tried && missing.method} />
      <Moving from="place" mayLeave={mayLeave} />
    </>
  );
}

function Unit({ isMissing }: { isMissing: boolean }) {
  const t = useTexts();
  const { procedure, content, change } = useEditing();
  return (
    <div className="question">
      <label htmlFor="place-unit">{t('unit')}</label>
      <p className="help" id="place-unit-help">
        {t('unitMore')}
      </p>
      <Select
        id="place-unit"
        aria-describedby={isMissing ? 'place-unit-help place-unit-fault' : 'place-unit-help'}
        aria-required
        {...(isMissing ? { 'aria-invalid': true as const } : {})}
        showSearch={{ filterOption: (typed, option) => answers(String(option?.label ?? ''), typed) }}
        value={content.receivingUnit ?? null}
        onChange={(unit: string) => change((before) => ({ ...before, receivingUnit: unit }))}
        options={procedure.receivingUnits.map(({ code, name }) => ({ value: code, label: name }))}
      />
      {isMissing && (
        <p className="fault" id="place-unit-fault">
          {t('missing')}
        </p>
      )}
    </div>
  );
}

function Method({ isMissing }: { isMissing: boolean }) {
  const t = useTexts();
  const { content, change } = useEditing();
  return (
    <div className="question">
      <span className="question-title" id="place-method-title">
        {t('method')}
      </span>
      <div
        id="place-method"
        tabIndex={-1}
        role="radiogroup"
        aria-labelledby="place-method-title"
        aria-required="true"
        {...(isMissing ? { 'aria-invalid': true as const, 'aria-describedby': 'place-method-fault' } : {})}
      >
        <Radio.Group
          role="none"
          name="place-method"
          value={content.returnMethod ?? null}
          onChange={(event) => change((before) => ({ ...before, returnMethod: event.target.value as ReturnMethod }))}
          options={METHODS.map((method) => ({ value: method, label: t(method) }))}
        />
      </div>
      {isMissing && (
        <p className="fault" id="place-method-fault">
          {t('missing')}
        </p>
      )}
    </div>
  );
}

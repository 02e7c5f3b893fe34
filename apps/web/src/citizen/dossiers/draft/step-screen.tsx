import { Alert } from 'antd';
import { useState } from 'react';
import { defineTexts } from '../../../app/texts.ts';
import { type Asking, AskingProvider, focusOn } from '../../declaration/asking/asking.ts';
import { DeclarationField } from '../../declaration/asking/declaration-field.tsx';
import { faultsOn } from '../../declaration/steps.ts';
import { withValue } from '../../declaration/values.ts';
import { useEditing } from './editing.ts';
import { Moving } from './moving.tsx';

const useTexts = defineTexts(
  'draft-step',
  {
    faults_one: 'Còn {{count}} chỗ cần sửa ở bước này.',
    faults_other: 'Còn {{count}} chỗ cần sửa ở bước này.',
  },
  {
    faults_one: '{{count}} answer on this step needs your attention.',
    faults_other: '{{count}} answers on this step need your attention.',
  },
);

/** The questions of one step of the form. */
export function StepScreen({ id }: { id: string }) {
  const t = useTexts();
  const { form, steps, content, told, faults, change, tell } = useEditing();
  const [tried, setTried] = useState(false);
  const step = steps.find((one) => one.id === id)!;
  const here = faultsOn(step, faults);
  const asking: Asking = {
    form,
    declaration: content.declaration,
    set: (pointer, value) =>
      change((before) => ({ ...before, declaration: withValue(before.declaration, pointer, value) })),
    left: (pointer) => tell([pointer]),
    faults: told,
  };
  const mayLeave = (): boolean => {
    const [first] = here;
    if (first === undefined) return true;
    setTried(true);
    tell(here.map(({ pointer }) => pointer));
    // After the faults stand on the page, so that they are heard with the field.
    requestAnimationFrame(() => focusOn(firstShown(here.map(({ pointer }) => pointer))));
    return false;
  };
  return (
    <AskingProvider value={asking}>
      {step.fields.map((field) => (
        <DeclarationField key={field.pointer} field={field} />
      ))}
      <div role="alert">
        {tried && here.length > 0 && <Alert type="error" showIcon title={t('faults', { count: here.length })} />}
      </div>
      <Moving from={id} mayLeave={mayLeave} />
    </AskingProvider>
  );
}

/** The one that stands first on the page. */
function firstShown(pointers: readonly string[]): string {
  const places = pointers.map((pointer) => ({ pointer, top: topOf(pointer) }));
  return places.toSorted((one, other) => one.top - other.top)[0]!.pointer;
}

function topOf(pointer: string): number {
  const control = document.getElementById(`q${pointer.replaceAll('/', '-')}`);
  return control?.getBoundingClientRect().top ?? Infinity;
}

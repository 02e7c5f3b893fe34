import { Collapse } from 'antd';
import { Answers } from '../../citizen/declaration/answers.tsx';
import type { Form } from '../../citizen/declaration/form.ts';
import { stepsOf } from '../../citizen/declaration/steps.ts';
import { valueAt } from '../../citizen/declaration/values.ts';
import type { JsonRecord } from '../../citizen/declaration/schema.ts';
import { useWords } from '../../citizen/shown/words.ts';
import { type Dossier, useDeclarationForm } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { Section } from './section.tsx';

/** What the applicant declared, screen by screen as it was asked. */
export function DeclarationCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const { data: form } = useDeclarationForm(dossier.dossierId ?? '', dossier.declaration !== null);
  if (dossier.declaration === null || form === undefined) return null;
  return (
    <Section title={t('declaration')}>
      <Steps form={form} declaration={dossier.declaration as JsonRecord} />
    </Section>
  );
}

function Steps({ form, declaration }: { form: Form; declaration: JsonRecord }) {
  const words = useWords();
  const steps = stepsOf(form, declaration).filter(({ fields }) =>
    fields.some(({ pointer }) => valueAt(declaration, pointer) !== undefined),
  );
  return (
    <Collapse
      defaultActiveKey={steps.map(({ id }) => id)}
      items={steps.map(({ id, title, fields }) => ({
        key: id,
        label: words(title),
        children: <Answers form={form} fields={fields} declaration={declaration} />,
      }))}
    />
  );
}

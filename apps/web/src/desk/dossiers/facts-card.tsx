import { nameOf as unitName, useDirectory } from '../shown/directory.ts';
import { type Channel, useStatusTexts } from '../shown/status-texts.ts';
import type { Dossier } from './dossier.ts';
import { useDossierTexts } from './dossier-texts.ts';
import { Facts, Section } from './section.tsx';

export function FactsCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const words = useStatusTexts();
  const { procedure, procedureCase, channel, receivingUnit, resolvingUnit, returnMethod, externalCodes = [] } = dossier;
  return (
    <Section title={t('facts')}>
      <Facts
        facts={[
          [t('procedure'), procedure && `${procedure.name} (${procedure.code})`],
          [t('case'), procedureCase && (procedureCase.name ?? procedureCase.code)],
          [t('channel'), channel && words(`channel.${channel as Channel}`)],
          [t('receiving'), nameOf(receivingUnit)],
          [t('resolving'), nameOf(resolvingUnit)],
          [t('handler'), <Holder key="holder" dossier={dossier} />],
          [t('returnMethod'), returnMethod && t(returnMethod)],
          [t('externalCodes'), externalCodes.map(({ system, code }) => `${system}: ${code}`).join('; ')],
        ]}
      />
    </Section>
  );
}

function Holder({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const position = dossier.steps.at(-1);
  const { data } = useDirectory();
  return position === undefined ? null : `${position.handler ?? t('nobody')} · ${unitName(data?.units, position.unit)}`;
}

export function PeopleCard({ dossier }: { dossier: Dossier }) {
  const t = useDossierTexts();
  const { applicant, submitter } = dossier;
  const same = JSON.stringify(applicant) === JSON.stringify(submitter);
  return (
    <Section title={t('applicant')}>
      {applicant === null ? <p>{t('erased')}</p> : <PersonFacts person={applicant} />}
      {!same && submitter !== null && (
        <>
          <h3>{t('submitter')}</h3>
          <PersonFacts person={submitter} />
        </>
      )}
    </Section>
  );
}

function PersonFacts({ person }: { person: NonNullable<Dossier['applicant']> }) {
  const t = useDossierTexts();
  const { fullName, personalId, birthDate, address, phone, email } = person;
  return (
    <>
      <strong>{fullName}</strong>
      <Facts
        facts={[
          [t('personalId'), personalId],
          [t('birthDate'), birthDate],
          [t('address'), address],
          [t('phone'), phone],
          [t('email'), email],
        ]}
      />
    </>
  );
}

function nameOf(one: { readonly name: string } | undefined): string | undefined {
  return one?.name;
}

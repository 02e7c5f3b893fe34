import { defineTexts } from '../../../app/texts.ts';
import { Preview } from '../files/preview.tsx';
import type { OwnDossier } from '../own-dossiers.ts';

const useTexts = defineTexts(
  'official-papers',
  {
    title: 'Phiếu của bộ phận một cửa',
    '01': 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    '02': 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
    '03': 'Phiếu từ chối',
    '04': 'Phiếu xin lỗi và hẹn lại ngày trả kết quả',
  },
  {
    title: 'Slips of the desk',
    '01': 'Receipt and appointment slip',
    '02': 'Supplement request slip',
    '03': 'Refusal slip',
    '04': 'Letter of apology with a new date',
  },
);

/** Which slip each fact brings; the server prints it. @law TT 01/2018/TT-VPCP art. 9 */
const SLIPS = {
  DossierAccepted: '01',
  SupplementRequested: '02',
  IntakeRefused: '03',
  DueDateExtended: '04',
} as const;

export function OfficialPapers({ dossier: { dossierId, dossierCode, facts, result } }: { dossier: OwnDossier }) {
  const t = useTexts();
  const issued = new Set(
    Object.entries(SLIPS).flatMap(([type, slip]) => (facts.some((fact) => fact.type === type) ? [slip] : [])),
  );
  if (result?.kind === 'negative') issued.add('03');
  if (dossierCode === null || issued.size === 0) return null;
  return (
    <section>
      <h2>{t('title')}</h2>
      <ul className="plain-list">
        {[...issued].map((slip) => (
          <li key={slip}>
            <Preview address={`/api/desk/v1/own-dossiers/${dossierId}/forms/${slip}.pdf`} name={t(slip)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

import { defineTexts } from '../../app/texts.ts';

const useTexts = defineTexts(
  'status-line',
  {
    s1: 'Hồ sơ đã đến bộ phận một cửa và đang chờ kiểm tra.',
    s2: 'Hồ sơ đã được tiếp nhận và sắp chuyển đi giải quyết.',
    s3: 'Hồ sơ không được tiếp nhận.',
    s4: 'Hồ sơ đang được cơ quan có thẩm quyền giải quyết.',
    s5: 'Hồ sơ đang chờ người nộp bổ sung.',
    s6: 'Hồ sơ đang chờ người nộp thanh toán.',
    s7: 'Người nộp đã rút hồ sơ.',
    s8: 'Việc giải quyết hồ sơ đã dừng.',
    s9: 'Đã có kết quả, đang chờ trả.',
    s10: 'Đã trả kết quả. Hồ sơ đã xong.',
    other: 'Mã số này chưa có hồ sơ.',
  },
  {
    s1: 'The dossier has arrived at the desk and waits to be checked.',
    s2: 'The dossier was accepted and is about to be handed over.',
    s3: 'The dossier was not accepted.',
    s4: 'The competent agency is working on the dossier.',
    s5: 'The dossier waits for its applicant to complete it.',
    s6: 'The dossier waits for its applicant to pay.',
    s7: 'The applicant withdrew the dossier.',
    s8: 'Work on the dossier was stopped.',
    s9: 'There is a result; it waits to be handed over.',
    s10: 'The result was handed over. The dossier is done.',
    other: 'No dossier has this code yet.',
  },
);

export type Status = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** What a national status means, for people. */
export function useStatusLine(): (status: number | null) => string {
  const t = useTexts();
  return (status) => (status === null ? t('other') : t(`s${status as Status}`));
}

/**
 * How far a dossier has come, 0 to 4 of 4 stages (received, accepted, being settled, result, handed over); undefined = it ended
 * early.
 *
 * @param isAccepted tells the two kinds of supplement apart; the status alone does not
 */
export function degreeOf(status: number | null, isAccepted: boolean): number | undefined {
  if (status === SUPPLEMENT_ASKED) return isAccepted ? 2 : 1;
  return status === null ? undefined : DEGREES[status];
}

const SUPPLEMENT_ASKED = 5;
const DEGREES: Readonly<Record<number, number>> = { 1: 0, 2: 1, 4: 2, 6: 2, 9: 3, 10: 4 };

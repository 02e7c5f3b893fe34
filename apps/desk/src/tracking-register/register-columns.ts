import { type ReturnMethod, localDay, localTime } from '@motcua/domain';
import type { RegisterLine } from './tracking-register.dto.js';

/** A column of form 06: its head, its width (XLSX: letters, PDF: share of the page), and what stands in it. */
export interface RegisterColumn {
  readonly head: string;
  readonly letters: number;
  readonly share: number;
  readonly value: (line: RegisterLine) => string | number;
}

/** @law TT 01/2018/TT-VPCP art. 9, form 06 */
export const registerColumns: readonly RegisterColumn[] = [
  { head: 'STT', letters: 6, share: 3.5, value: ({ number }) => number },
  { head: 'Mã hồ sơ', letters: 28, share: 13.5, value: ({ dossierCode }) => dossierCode ?? '' },
  { head: 'Tên thủ tục hành chính', letters: 36, share: 10, value: ({ procedureName }) => procedureName },
  { head: 'Số lượng hồ sơ (bộ)', letters: 10, share: 4.5, value: ({ sets }) => sets ?? '' },
  { head: 'Tên cá nhân, tổ chức', letters: 28, share: 9.5, value: ({ applicant }) => applicant ?? '' },
  { head: 'Địa chỉ, số điện thoại', letters: 40, share: 12, value: addressOf },
  { head: 'Cơ quan giải quyết', letters: 28, share: 8.5, value: ({ resolvingAgency }) => resolvingAgency },
  { head: 'Nhận hồ sơ', letters: 17, share: 6.5, value: ({ receivedAt }) => momentOf(receivedAt) },
  { head: 'Hẹn trả kết quả', letters: 17, share: 6.5, value: ({ dueAt }) => momentOf(dueAt) },
  {
    head: 'Nhận kết quả từ cơ quan giải quyết',
    letters: 17,
    share: 6.5,
    value: ({ resultSentAt }) => momentOf(resultSentAt),
  },
  { head: 'Trả kết quả', letters: 17, share: 6.5, value: ({ returnedAt }) => momentOf(returnedAt) },
  { head: 'Phương thức trả', letters: 14, share: 5, value: ({ returnMethod }) => wayOf(returnMethod) },
  { head: 'Ký nhận', letters: 10, share: 4, value: () => '' },
  { head: 'Ghi chú', letters: 30, share: 7, value: ({ note }) => note },
];

const WAYS: Readonly<Record<ReturnMethod, string>> = { counter: 'Trực tiếp', post: 'Bưu chính', online: 'Trực tuyến' };

function wayOf(method: string | null): string {
  return method === null ? '' : WAYS[method as ReturnMethod];
}

function addressOf({ address, phone }: RegisterLine): string {
  return [address, phone].filter((part) => part !== null && part !== '').join('; ');
}

/** In Vietnam, e.g. `09:05 24/11/2026`. */
function momentOf(instant: string | null): string {
  return instant === null ? '' : `${localTime(instant)} ${localDay(instant).split('-').toReversed().join('/')}`;
}

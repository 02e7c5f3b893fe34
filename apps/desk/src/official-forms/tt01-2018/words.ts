import { type Catalogue, type ReturnMethod, type TimeLimit, localDay, localTime } from '@motcua/domain';

/** What the product does not know stays a line to write on; nothing is made up. */
export const BLANK = '.'.repeat(28);
export const SHORT_BLANK = '.'.repeat(10);

export function orBlank(text: string | null | undefined, blank = BLANK): string {
  return text === null || text === undefined || text.trim() === '' ? blank : text;
}

/** E.g. `24/11/2026`, in Vietnam. */
export function dayOf(instant: string): string {
  return localDay(instant).split('-').toReversed().join('/');
}

/** E.g. `09 giờ 00 phút, ngày 24/11/2026`, in Vietnam. */
export function momentOf(instant: string): string {
  const [hour, minute] = localTime(instant).split(':');
  return `${hour} giờ ${minute} phút, ngày ${dayOf(instant)}`;
}

/** E.g. `ngày 24 tháng 11 năm 2026`, in Vietnam. */
export function dateLine(instant: string): string {
  const [year, month, day] = localDay(instant).split('-');
  return `ngày ${day} tháng ${month} năm ${year}`;
}

/** E.g. `03 ngày làm việc`. */
export function limitOf({ unit, amount }: TimeLimit): string {
  const number = Number.isInteger(amount) ? String(amount).padStart(2, '0') : String(amount).replace('.', ',');
  switch (unit) {
    case 'workingDay':
      return `${number} ngày làm việc`;
    case 'workingHour':
      return `${number} giờ làm việc`;
    case 'calendarDay':
      return `${number} ngày`;
    case 'sameDay':
      return 'trong ngày';
    case 'wallClockHour':
      return `${number} giờ`;
  }
}

/** E.g. `200.000 đồng`. */
export function moneyOf(amount: number): string {
  return `${String(amount).replaceAll(/\B(?=(\d{3})+$)/g, '.')} đồng`;
}

/** @param desk name of the unit where it is handed out */
export function wayOf(method: ReturnMethod, desk: string): string {
  switch (method) {
    case 'counter':
      return `Trực tiếp tại Bộ phận tiếp nhận và trả kết quả, ${desk}`;
    case 'post':
      return 'Qua dịch vụ bưu chính công ích';
    case 'online':
      return 'Trực tuyến';
  }
}

export const KEPT = { early: 'Trước hạn', onTime: 'Đúng hạn', late: 'Quá hạn' } as const;

export function unitName(code: string, catalogue: Catalogue): string {
  return catalogue.unit(code).name;
}

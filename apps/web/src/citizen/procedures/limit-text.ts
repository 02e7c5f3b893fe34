import { defineTexts } from '../../app/texts.ts';

const useTexts = defineTexts(
  'limit',
  {
    workingDay_one: '{{count}} ngày làm việc',
    workingDay_other: '{{count}} ngày làm việc',
    workingHour_one: '{{count}} giờ làm việc',
    workingHour_other: '{{count}} giờ làm việc',
    calendarDay_one: '{{count}} ngày',
    calendarDay_other: '{{count}} ngày',
    wallClockHour_one: '{{count}} giờ',
    wallClockHour_other: '{{count}} giờ',
    sameDay: 'Trong ngày; nhận sau {{hour}} giờ thì trả kết quả trong ngày làm việc tiếp theo',
  },
  {
    workingDay_one: '{{count}} working day',
    workingDay_other: '{{count}} working days',
    workingHour_one: '{{count}} working hour',
    workingHour_other: '{{count}} working hours',
    calendarDay_one: '{{count}} day',
    calendarDay_other: '{{count}} days',
    wallClockHour_one: '{{count}} hour',
    wallClockHour_other: '{{count}} hours',
    sameDay: 'The same day; received after {{hour}}:00, the next working day',
  },
);

export interface Limit {
  readonly unit: 'workingDay' | 'workingHour' | 'calendarDay' | 'sameDay' | 'wallClockHour';
  readonly amount: number;
  readonly cutOffHour?: unknown;
}

/** A time limit in plain words. */
export function useLimitText(): (limit: Limit) => string {
  const t = useTexts();
  return ({ unit, amount, cutOffHour }) =>
    unit === 'sameDay'
      ? t('sameDay', { hour: typeof cutOffHour === 'number' ? cutOffHour : 15 })
      : t(unit, { count: amount });
}

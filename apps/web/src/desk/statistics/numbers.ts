import { useLanguage } from '../../app/language.ts';

/** Numbers as people of the chosen language write them. */
export function useNumbers() {
  const locale = useLanguage() === 'vi' ? 'vi-VN' : 'en-GB';
  const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    whole: (value: number) => new Intl.NumberFormat(locale).format(value),
    /** With one decimal. */
    points: (value: number) => decimal.format(value),
    percent: (value: number) => `${decimal.format(value)} %`,
  };
}

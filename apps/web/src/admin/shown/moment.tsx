import { useLanguage } from '../../app/language.ts';

/** A moment in Vietnam time, to the second: administrators compare it with logs. */
export function Moment({ at }: { at: string }) {
  const language = useLanguage();
  const text = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
  return <time dateTime={at}>{text}</time>;
}

/** A local day, e.g. `25/11/2026`. */
export function Day({ day }: { day: string }) {
  return <time dateTime={day}>{day.split('-').toReversed().join('/')}</time>;
}

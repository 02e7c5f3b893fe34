import { useLanguage } from '../../app/language.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

/** A moment in Vietnam time, e.g. `17:00 25/11/2026`. */
export function When({ at, day = false }: { at: string; day?: boolean }) {
  const language = useLanguage();
  return <time dateTime={at}>{day ? dayText(at, language) : `${clockText(at)} ${dayText(at, language)}`}</time>;
}

function clockText(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

function dayText(at: string, language: string): string {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const parts = { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale, parts).format(new Date(at));
}

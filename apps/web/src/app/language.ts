import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

const REMEMBERED = 'motcua.language';

/** What the person chose last in this browser; Vietnamese, where nobody chose. */
export function rememberedLanguage(): Language {
  const found = localStorage.getItem(REMEMBERED);
  return found === 'en' ? 'en' : 'vi';
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'vi';
}

export async function choose(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, language);
  await i18next.changeLanguage(language);
}

import { useLanguage } from '../../app/language.ts';
import type { Words } from '../declaration/fields.ts';

/** What a catalogue says in both languages, in the language of the person. */
export function useWords(): (words: Words) => string {
  const language = useLanguage();
  return (words) => words[language];
}

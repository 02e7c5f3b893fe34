import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { rememberedLanguage } from './language.ts';

/** A tree of texts; `{{name}}` stands for a value, keys that end in `_one`, `_other` count. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

type Same<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Same<T[Key]> };

/** The dotted paths of a tree, e.g. `filters.status`. */
type Path<T> = {
  [Key in keyof T & string]: T[Key] extends string ? Unplural<Key> : `${Key}.${Path<T[Key]>}`;
}[keyof T & string];
type Unplural<Key extends string> = Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key;

export type Say<T> = (key: Path<T>, values?: Readonly<Record<string, string | number>>) => string;

await i18next.use(initReactI18next).init({
  lng: rememberedLanguage(),
  fallbackLng: 'vi',
  resources: {},
  interpolation: { escapeValue: false }, // React does
  returnNull: false,
});

/**
 * The texts of one feature, Vietnamese first; English must have the same keys. They stand beside the feature's pages.
 *
 * @returns a hook that gives the words in the language of the person
 */
export function defineTexts<const T extends TextTree>(feature: string, vi: T, en: Same<T>): () => Say<T> {
  i18next.addResourceBundle('vi', feature, vi).addResourceBundle('en', feature, en);
  return () => {
    const { t } = useTranslation(feature);
    return (key, values) => t(key as string, values ?? {});
  };
}

import { useLanguage } from '../../app/language.ts';

/** A number as people write it; `changes` = it is another one each time. */
export function Figure({ value, changes = false }: { value: number; changes?: boolean }) {
  const language = useLanguage();
  const text = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(value);
  return changes ? <span data-changes="">{text}</span> : <span>{text}</span>;
}

/** An id: the beginning is enough to tell it from others, the whole stands in the title. */
export function ShortId({ id }: { id: string }) {
  return (
    <code title={id} data-changes="">
      {id.slice(0, 8)}
    </code>
  );
}

/** Lower case without diacritics, for searching; đ is a letter of its own and is not decomposed. */
export function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

/** Whether all words of the question stand in the text, in any order, with or without diacritics. */
export function answers(text: string, question: string): boolean {
  const found = plain(text);
  return plain(question)
    .split(/\s+/)
    .every((word) => found.includes(word));
}

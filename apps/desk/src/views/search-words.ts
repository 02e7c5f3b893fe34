import type { SubmissionPersonal } from '@motcua/domain';
import type { Sealer } from '@motcua/service-kit';

/**
 * The words of a text as they are compared: NFC, lower case, letters and digits only. A word with Vietnamese marks is found by
 * exactly that word or by itself without marks; a query without marks finds every marking.
 */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLocaleLowerCase('vi')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

export function withoutMarks(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').normalize('NFC');
}

/** Blind indexes of everything a dossier is found by: words of names, numbers of persons and of phones. Sorted, each once. */
export function indexOf(personal: SubmissionPersonal, sealer: Sealer): string[] {
  const people = [personal.applicant, personal.submitter];
  const names = people.flatMap(({ fullName }) => wordsOf(fullName));
  const numbers = people.flatMap(({ personalId, phone }) => [digits(personalId), localPhone(digits(phone))]);
  const words = [...names, ...names.map(withoutMarks), ...numbers].filter((word) => word !== '');
  return [...new Set(words)].map((word) => blind(word, sealer)).toSorted();
}

/** Every one of these must be in a dossier's index for the query to find it. */
export function queryIndex(query: string, sealer: Sealer): string[] {
  const compact = query.replace(/[\s.()-]/g, '');
  const words = /^\+?\d{8,}$/.test(compact) ? [localPhone(digits(compact))] : wordsOf(query);
  return [...new Set(words)].map((word) => blind(word, sealer));
}

function blind(word: string, sealer: Sealer): string {
  return sealer.blindIndex('desk-word', word);
}

function digits(text: string | null): string {
  return (text ?? '').replace(/\D/g, '');
}

/** +84 912 345 678 and 0912 345 678 are one phone. */
function localPhone(number: string): string {
  return /^84\d{9}$/.test(number) ? `0${number.slice(2)}` : number;
}

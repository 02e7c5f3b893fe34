/** One complaint of an outside system about one member. */
export interface FieldComplaint {
  readonly field: string;
  readonly message: string;
}

/**
 * Takes apart the field messages that civil-status systems glue together when a line end gets lost: `a không được để trống.nb
 * không đúng` is two complaints, where the `n` is the rest of the line end unless a known member begins with it.
 *
 * @param known member names of the request, so that `nksHoTen` is not read as `n` + `ksHoTen`
 */
export function splitVietnameseFieldErrors(text: string, known: ReadonlySet<string>): FieldComplaint[] {
  return text
    .split(/(?:\\n|\r?\n)|\.(?=\s*[a-z]\w*[A-Z])/u)
    .map((sentence) => sentence.trim().replace(/\.$/, ''))
    .filter((sentence) => sentence !== '')
    .flatMap((sentence) => {
      const found = /^([A-Za-z]\w*)\s+(.+)$/su.exec(sentence);
      return found === null ? [] : [{ field: memberName(found[1] ?? '', known), message: found[2] ?? '' }];
    });
}

function memberName(word: string, known: ReadonlySet<string>): string {
  if (known.has(word)) return word;
  const shorter = word.slice(1);
  return word.startsWith('n') && known.has(shorter) ? shorter : word;
}

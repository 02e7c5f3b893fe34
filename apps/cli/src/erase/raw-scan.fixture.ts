import { type KeyObject, createDecipheriv } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A word in every form in which it could lie on a disk; the name says which. */
export function formsOf(word: string): ReadonlyMap<string, Buffer> {
  const forms = new Map<string, Buffer>();
  const spellings = { upper: word, lower: word.toLocaleLowerCase('vi'), plain: withoutMarks(word) };
  for (const [spelling, text] of Object.entries(spellings)) {
    for (const form of ['NFC', 'NFD'] as const) {
      const written = text.normalize(form);
      const utf8 = Buffer.from(written, 'utf8');
      const utf16 = Buffer.from(written, 'utf16le');
      const add = (name: string, bytes: Buffer) => forms.set(`${spelling} ${form} ${name}`, bytes);
      add('utf-8', utf8);
      add('utf-16le', utf16);
      add('utf-16be', Buffer.from(utf16).swap16());
      add('hex', Buffer.from(utf8.toString('hex')));
      add('HEX', Buffer.from(utf8.toString('hex').toUpperCase()));
      add('json escapes', Buffer.from(escaped(written)));
      for (const encoding of ['base64', 'base64url'] as const) {
        for (const [shift, bytes] of alignments(utf8, encoding).entries()) add(`${encoding} ${shift}`, bytes);
      }
    }
  }
  return forms;
}

function withoutMarks(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

function escaped(text: string): string {
  return text.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The characters of base64 that depend on the word alone, wherever in a longer text it begins. */
function alignments(word: Buffer, encoding: 'base64' | 'base64url'): Buffer[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), word])
      .toString(encoding)
      .replaceAll('=', '');
    const skipped = before === 0 ? 0 : before + 1;
    const whole = Math.floor(((before + word.length) * 8) / 6);
    return Buffer.from(text.slice(skipped, whole));
  });
}

/** All files below a folder, as they lie there. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** @returns `<file>: <form>` of everything found */
export function grep(files: readonly string[], forms: ReadonlyMap<string, Buffer>): string[] {
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    return [...forms].filter(([, form]) => bytes.includes(form)).map(([name]) => `${file}: ${name}`);
  });
}

/** A wrapped data key as it was found in the raw bytes of a database. */
export interface FoundKey {
  readonly owner: string;
  readonly keyId: string;
  readonly wrapped: Buffer;
}

/** How a short text of so many bytes begins in a row. */
const short = (length: number) => `\\x${(((length + 1) << 1) | 1).toString(16).padStart(2, '0')}`;

/** A row of `keys.data_keys` in a page or in the write-ahead log: owner, key id, master id, wrapped key, all packed. */
const ROW = new RegExp(`${short(12)}([\\w-]{12})${short(14)}m-[0-9a-f]{12}${short(60)}`, 'g');
const WRAPPED = 60;

export function wrappedKeysIn(files: readonly string[]): FoundKey[] {
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    return [...bytes.toString('latin1').matchAll(ROW)].map((match) => ({
      owner: bytes
        .subarray(Math.max(0, match.index - 16), match.index)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      keyId: match[1]!,
      wrapped: bytes.subarray(match.index + match[0].length, match.index + match[0].length + WRAPPED),
    }));
  });
}

/** @returns the data key, or undefined when none of the master keys opens it */
export function unwrap({ owner, keyId, wrapped }: FoundKey, masters: Iterable<KeyObject>): Buffer | undefined {
  for (const master of masters) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, 12));
      decipher.setAAD(Buffer.from(`${owner}|${keyId}`));
      decipher.setAuthTag(wrapped.subarray(-16));
      return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
    } catch {
      // not this one
    }
  }
  return undefined;
}

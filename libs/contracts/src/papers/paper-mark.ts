/** The forms of TT 01/2018/TT-VPCP art. 9 that carry a mark, by their numbers; the register (06) carries none. */
export const markedForms = ['01', '02', '03', '04', '05'] as const;
export type MarkedForm = (typeof markedForms)[number];

/** What the QR code of a printed paper says about it: nothing personal, and enough to look the paper up. */
export interface PaperMark {
  readonly form: MarkedForm;
  /** As printed on the paper. */
  readonly dossierCode: string;
  /** ISO 8601 in UTC with milliseconds: when what the paper states happened. */
  readonly issuedAt: string;
  /** Canonical code of the unit that issued it, e.g. `H99.14`. */
  readonly unitCode: string;
  /** See `markDigest`. */
  readonly digest: string;
}

/** A mark with the key that signed it. `signed` is what the signature is over. */
export interface ReadMark {
  readonly mark: PaperMark;
  readonly keyId: string;
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** The moment is in milliseconds since 1970, base 36. */
const WORDS =
  /^p1~(?<form>0[1-5])~(?<dossierCode>[0-9A-Za-z][0-9A-Za-z._/-]{0,49})~(?<issued>[1-9a-z][0-9a-z]{0,8})~(?<unitCode>[0-9A-Z]+(?:\.[0-9A-Z]+)*)~(?<digest>[\w-]{22})~(?<keyId>[\w-]{11})$/;
const SIGNATURE_BYTES = 64;
/** Beyond this no QR code of ours goes, and nothing longer is looked at. */
const LONGEST = 600;

/** The words to sign. @throws {TypeError} when the mark cannot be written, e.g. because the code holds a letter of no code */
export function markText(mark: PaperMark, keyId: string): string {
  const issued = Date.parse(mark.issuedAt).toString(36);
  const text = ['p1', mark.form, mark.dossierCode, issued, mark.unitCode, mark.digest, keyId].join('~');
  if (!WORDS.test(text)) throw new TypeError('a mark that nobody could read again');
  return text;
}

/** @param signature 64 bytes over the UTF-8 of `text` */
export function signedMark(text: string, signature: Uint8Array): string {
  return `${text}~${toBase64Url(signature)}`;
}

/**
 * Reads a mark, or the address of the public page that carries one behind `#`. Only one spelling of a mark is read: a text that
 * differs in any letter is another one.
 *
 * @returns undefined when it is none; whether it is genuine is `verifyMark`'s question
 */
export function readMark(text: string): ReadMark | undefined {
  const whole = text.length > LONGEST ? '' : bareMark(text);
  const border = whole.lastIndexOf('~');
  const words = whole.slice(0, border);
  const found = WORDS.exec(words)?.groups;
  const signature = fromBase64Url(whole.slice(border + 1));
  if (found === undefined || signature?.length !== SIGNATURE_BYTES) return undefined;
  return { ...partsOf(found), signed: bytesOf(words), signature };
}

/**
 * The digest of what is printed: the first 132 bits of SHA-256 over the fields as a JSON list of texts, base64url. Only public fields go in: a
 * digest of a name would be a name to whoever tries names.
 */
export async function markDigest(fields: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytesOf(JSON.stringify(fields)));
  return toBase64Url(new Uint8Array(digest)).slice(0, 22);
}

function bareMark(text: string): string {
  const bare = text.trim();
  return bare.slice(bare.indexOf('#') + 1).replaceAll(/%7e/gi, '~'); // some readers of QR codes escape what needs no escape
}

function partsOf(found: Readonly<Record<string, string>>): Pick<ReadMark, 'mark' | 'keyId'> {
  const { form, dossierCode, issued, unitCode, digest, keyId } = found as Record<
    keyof PaperMark | 'issued' | 'keyId',
    string
  >;
  const issuedAt = new Date(Number.parseInt(issued, 36)).toISOString();
  return { mark: { form: form as MarkedForm, dossierCode, issuedAt, unitCode, digest }, keyId };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Strictly: unused bits must be zero, or two spellings would mean one signature. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  return toBase64Url(bytes) === text ? bytes : undefined;
}

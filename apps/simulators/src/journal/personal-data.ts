import { type SimRequest } from '../engine/mount.js';
import { isRecord } from '../rules/fields.js';

/** Wire members that hold a person's data in some outside system. */
const PERSONAL_MEMBER =
  /^(fullName|identifyNo|phone|email|residence|(dad|mom|partner)Name|mstorcmnd|ChuHoSo|Email|SoDienThoai|SoGiayToChuHoSo|SoDinhDanh|person\w*|(nks|nxn|nyc|me|cha)(HoTen|SoGiayToTuyThan|SoDienThoai|Email|NoiCuTru|SoDDCN))$/;
const XML_MEMBER = /<(?<name>[A-Za-z]+)>(?<value>[^<]*)<\/\k<name>>/g;
/** An identity number of 9 or 12 digits, a phone number, or an e-mail address. */
const PERSONAL_SHAPE = /(?<![\w-])(\d{12}|\d{9}|0\d{9})(?![\w-])|[\w.+-]+@[\w-]+\.\w+/;
/** Headers that are not written by the client program, or that carry secrets by design. */
const NOT_LOOKED_AT = new Set([
  'authorization',
  'lgspaccesstoken',
  'host',
  'content-length',
  'traceparent',
  'tracestate',
]);

/** A load test names many people; the newest are the ones that may turn up where they should not. */
const REMEMBERED = 5000;

/** Remembers, for the life of the process only, the personal values it saw in bodies and looks for them elsewhere. */
export class PersonalDataWatch {
  private readonly known = new Set<string>();

  clear(): void {
    this.known.clear();
  }

  /** Where personal data stands in a request besides its body: header names, `url`, or `fileUrl` for links in the body. */
  inspect(request: SimRequest): string[] {
    this.learn(request.json);
    const headers = Object.entries(request.headers).filter(([name]) => !NOT_LOOKED_AT.has(name));
    const found = headers.filter(([, value]) => this.isPersonal(value)).map(([name]) => name);
    if (this.isPersonal(`${request.path}?${request.query.toString()}`)) found.push('url');
    const links = textsIn(request.json).filter(([, text]) => /^https?:\/\//.test(text));
    if (links.some(([, link]) => this.isPersonal(link.replace(/^https?:\/\/[^/]*/, '')))) found.push('fileUrl');
    return found;
  }

  private isPersonal(text: string): boolean {
    const plain = fold(decoded(text));
    // A link's expiry and signature are long runs of digits too, so shapes are searched only outside of them.
    const shape = PERSONAL_SHAPE.test(decoded(text).replaceAll(/\b(exp|sig)=[^&#]*/g, ''));
    return shape || [...this.known].some((value) => plain.includes(value));
  }

  private learn(json: unknown): void {
    for (const [name, text] of textsIn(json)) {
      this.remember(name, text);
      for (const { groups } of elementsIn(text)) this.remember(groups?.['name'] ?? '', groups?.['value'] ?? '');
    }
  }

  private remember(name: string, text: string): void {
    if (!PERSONAL_MEMBER.test(name) || text.length < 6 || text.length > 200) return;
    this.known.add(fold(text));
    const [oldest] = this.known;
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest);
  }
}

function elementsIn(text: string): Iterable<RegExpMatchArray> {
  return text.startsWith('<') && text.length <= 200_000 ? text.matchAll(XML_MEMBER) : [];
}

/** Every text of a JSON value with the name of the member it stands in. */
function textsIn(json: unknown, name = '', depth = 0): [name: string, text: string][] {
  if (typeof json === 'string') return [[name, json]];
  if (depth > 12) return [];
  if (Array.isArray(json)) return json.flatMap((item) => textsIn(item, name, depth + 1));
  return isRecord(json) ? Object.entries(json).flatMap(([member, value]) => textsIn(value, member, depth + 1)) : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Case, diacritics, blanks and punctuation do not hide a name. */
function fold(text: string): string {
  const bare = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  return bare.replaceAll(/[^a-z0-9@]+/g, '');
}

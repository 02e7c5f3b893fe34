import { Problem } from '@motcua/service-kit';
import { NAME } from '../dossiers/person.dto.js';

export type WireObject = Readonly<Record<string, unknown>>;

/** Reads bodies whose shape other systems decide: strings where we want strings, digits where they send numbers. */
export class WireReader {
  constructor(
    private readonly object: WireObject,
    private readonly path: string,
  ) {}

  /** @throws {Problem} 422 `wire.not-an-object` */
  static of(value: unknown, path = ''): WireReader {
    if (isWireObject(value)) return new WireReader(value, path);
    throw refused(path, 'wire.not-an-object', 'phải là một đối tượng');
  }

  get keys(): string[] {
    return Object.keys(this.object);
  }

  raw(key: string): unknown {
    return this.object[key];
  }

  /** Text or a number as text; undefined when absent, null or empty. @throws {Problem} 422 `wire.wrong-type` */
  text(key: string): string | undefined {
    const value = this.object[key];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    throw refused(`${this.path}/${key}`, 'wire.wrong-type', 'có kiểu dữ liệu không đúng');
  }

  /** @throws {Problem} 422 `wire.missing`, `wire.wrong-form` */
  demand(key: string, form = /./su): string {
    const text = this.text(key);
    if (text === undefined) throw refused(`${this.path}/${key}`, 'wire.missing', 'là thông tin bắt buộc');
    if (!form.test(text)) throw refused(`${this.path}/${key}`, 'wire.wrong-form', 'không đúng định dạng');
    return text;
  }

  /** The name of a person, as strict as in our own forms. @throws {Problem} 422 as `demand` */
  name(key: string): string {
    return this.demand(key, NAME);
  }

  /** @throws {Problem} 422 `wire.wrong-type` */
  whole(key: string): number | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw refused(`${this.path}/${key}`, 'wire.wrong-type', 'phải là số nguyên');
  }

  inner(key: string): WireReader | undefined {
    const value = this.object[key];
    return value === undefined || value === null ? undefined : WireReader.of(value, `${this.path}/${key}`);
  }

  list(key: string): WireReader[] {
    const value = this.object[key];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw refused(`${this.path}/${key}`, 'wire.wrong-type', 'phải là một danh sách');
    return value.map((item, index) => WireReader.of(item, `${this.path}/${key}/${index}`));
  }
}

function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(pointer: string, code: string, fault: string): Problem {
  return new Problem(422, code, 'Nội dung gửi đến không đúng.', { errors: [{ pointer, code, detail: `${fault}.` }] });
}

/** Without what is absent. */
export function present<T>(entries: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, T] => entry[1] !== undefined));
}

import type { JsonObject, JsonValue } from '@motcua/domain';
import type { DeclarationIssue } from './declaration-issue.js';
import { pointerOf } from './pointer.js';

const MAX_DEPTH = 12;
const MAX_VALUES = 5000;
const MAX_TEXT = 20_000;
const FIELD = /^[A-Za-z][A-Za-z0-9]{0,79}$/;
// Tab, line feed and carriage return are left to the form; every other control character is refused everywhere.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

export type Readable = { readonly declaration: JsonObject } | { readonly issues: readonly DeclarationIssue[] };

/**
 * A copy of the declaration that a schema may be run on: texts in NFC (phones send NFD), or the reasons why it is not even looked
 * at: too deep, too large, broken Unicode, control characters, field names that are none. Runs before the schema, so that hostile
 * input never reaches patterns or the bookkeeping of evaluated properties, which would take `constructor` for a known field.
 */
export function readable(declaration: unknown): Readable {
  if (!isObject(declaration)) return { issues: [unreadable('', 'Tờ khai phải là một đối tượng dữ liệu.')] };
  const issues: DeclarationIssue[] = [];
  const copy = new Reader(issues).object(declaration, []);
  return issues.length > 0 ? { issues } : { declaration: copy };
}

class Reader {
  private values = 0;

  constructor(private readonly issues: DeclarationIssue[]) {}

  object(value: Record<string, unknown>, path: readonly string[]): JsonObject {
    const copy: Record<string, JsonValue> = {};
    for (const key of Object.keys(value)) {
      if (this.issues.length > 0) break;
      if (!FIELD.test(key) || key in Object.prototype) this.refuse(path, 'Có trường dữ liệu không thuộc tờ khai.');
      else copy[key] = this.value(value[key], [...path, key]);
    }
    return copy;
  }

  private value(value: unknown, path: readonly string[]): JsonValue {
    this.values += 1;
    if (this.values > MAX_VALUES || path.length > MAX_DEPTH) return this.refuse(path, 'Tờ khai có quá nhiều dữ liệu.');
    if (typeof value === 'string') return this.text(value, path);
    if (Array.isArray(value)) return this.list(value, path);
    if (isObject(value)) return this.object(value, path);
    return isScalar(value) ? value : this.refuse(path, 'Giá trị không đọc được.');
  }

  private list(value: readonly unknown[], path: readonly string[]): JsonValue {
    const copy: JsonValue[] = [];
    for (const [index, item] of value.entries()) {
      if (this.issues.length > 0) break;
      copy.push(this.value(item, [...path, String(index)]));
    }
    return copy;
  }

  private text(value: string, path: readonly string[]): JsonValue {
    if (value.length > MAX_TEXT) return this.refuse(path, 'Nội dung quá dài.', 'too-long');
    if (!value.isWellFormed() || CONTROL.test(value)) return this.refuse(path, 'Nội dung có ký tự không đọc được.');
    return value.normalize('NFC');
  }

  private refuse(path: readonly string[], message: string, code: DeclarationIssue['code'] = 'unreadable'): null {
    this.issues.push({ pointer: pointerOf(path), code, message });
    return null;
  }
}

function unreadable(pointer: string, message: string): DeclarationIssue {
  return { pointer, code: 'unreadable', message };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is number | boolean | null {
  return typeof value === 'number' || typeof value === 'boolean' || value === null;
}

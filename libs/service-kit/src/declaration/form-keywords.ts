import { Ajv2020 } from 'ajv/dist/2020.js';
import { dayRange } from './partial-date.js';

/** One dated list of codes of the catalogue. */
export interface CodeList {
  readonly id: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly source: string;
  readonly verified: boolean;
  readonly entries: readonly CodeListEntry[];
}

export interface CodeListEntry {
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
  /** Local days; `validTo` is the last one, null = open. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** What the keywords of a form need to know about the dossier; passed as `this` of the compiled function. */
export interface FormContext {
  readonly receivedDay: string;
}

const ANNOTATIONS = ['x-en', 'x-message', 'x-help', 'x-example', 'x-personal', 'x-step', 'x-steps'];

const EMAIL = /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$/;

/** Ajv for the forms and files of a catalogue: draft 2020-12, our `x-` keywords and formats, unknown keywords refused. */
export function formValidator(codeLists: ReadonlyMap<string, CodeList>): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    passContext: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  });
  addFormats(ajv);
  ANNOTATIONS.forEach((keyword) => ajv.addKeyword({ keyword }));
  ajv.addKeyword({
    keyword: 'x-codeList',
    type: 'string',
    schemaType: 'string',
    validate(this: FormContext, list: string, code: string) {
      const entries = codeLists.get(list)?.entries ?? [];
      return entries.some((entry) => entry.code === code && isValidOn(entry, this.receivedDay));
    },
  });
  ajv.addKeyword({
    keyword: 'x-notAfterReception',
    type: 'string',
    schemaType: 'boolean',
    validate(this: FormContext, _: boolean, text: string) {
      const range = dayRange(text);
      return range === null || range.first <= this.receivedDay;
    },
  });
  ajv.addKeyword({
    keyword: 'x-before',
    type: 'string',
    schemaType: 'string',
    validate(limit: string, text: string) {
      const range = dayRange(text);
      return range === null || range.first < limit;
    },
  });
  ajv.addKeyword({
    keyword: 'x-notBeforeField',
    type: 'string',
    schemaType: 'string',
    validate: (field: string, text: string, _: unknown, at?: { parentData: Record<string, unknown> }) =>
      !endsBefore(text, at?.parentData[field]),
  });
  return ajv;
}

/** True when the entry may be chosen on a local day. */
export function isValidOn(entry: CodeListEntry, day: string): boolean {
  return entry.validFrom <= day && (entry.validTo === null || day <= entry.validTo);
}

function addFormats(ajv: Ajv2020): void {
  ajv.addFormat('email', EMAIL);
  ajv.addFormat('partial-date', (text) => dayRange(text) !== null);
  ajv.addFormat('full-date-vn', (text) => text.length === 10 && dayRange(text) !== null);
  ajv.addFormat('month-or-year', (text) => text.length <= 7 && dayRange(text) !== null);
  ajv.addFormat('year', (text) => text.length === 4 && dayRange(text) !== null);
}

function endsBefore(end: string, start: unknown): boolean {
  const to = dayRange(end);
  const from = typeof start === 'string' ? dayRange(start) : null;
  return to !== null && from !== null && to.last < from.first;
}

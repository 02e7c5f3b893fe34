import { isRecord, textOf } from '../rules/fields.js';
import { type Fault } from './fault.js';

export interface Payload {
  bytes: Buffer;
  contentType: string;
}

type BodyFault = Extract<Fault, { type: 'body' }>;

const CODE_MEMBERS = ['STATUS', 'status', 'error_code', 'errorCode'];
const TEXT_MEMBERS = ['DESCRIPTION', 'description', 'statusDescription', 'errorDescription', 'message', 'detail'];

/** The wire form of an answer, bent by the body faults that struck it. */
export function encodeBody(body: unknown, contentType: string | undefined, faults: readonly BodyFault[]): Payload {
  const bent = faults.reduce(bendValue, body);
  const text = typeof bent === 'string' ? bent : JSON.stringify(bent);
  const natural =
    contentType ?? (typeof bent === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8');
  return faults.reduce(bendBytes, { bytes: Buffer.from(text), contentType: natural });
}

function bendValue(body: unknown, { variant, member }: BodyFault): unknown {
  switch (variant) {
    case 'plainText':
      return sentenceOf(body);
    case 'doubleEncoded':
      return JSON.stringify(JSON.stringify(body));
    case 'codeAsNumber':
      return withCode(body, (code) => (Number.isNaN(Number(code)) ? code : Number(code)));
    case 'codeAsString':
      return withCode(body, (code) => textOf(code));
    case 'codeAs00':
      return withCode(body, (code) => (/^\d$/.test(textOf(code)) ? `0${textOf(code)}` : code));
    case 'missingMember':
      return without(body, member);
    case 'wrongContentType':
    case 'bom':
    case 'nfd':
    case 'empty':
      return body;
  }
}

function bendBytes(payload: Payload, { variant }: BodyFault): Payload {
  switch (variant) {
    case 'wrongContentType':
      return { ...payload, contentType: 'text/html; charset=utf-8' };
    case 'doubleEncoded':
      return { ...payload, contentType: 'application/json; charset=utf-8' };
    case 'bom':
      return { ...payload, bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), payload.bytes]) };
    case 'nfd':
      return { ...payload, bytes: Buffer.from(payload.bytes.toString('utf8').normalize('NFD')) };
    case 'empty':
      return { ...payload, bytes: Buffer.alloc(0) };
    case 'plainText':
    case 'codeAsNumber':
    case 'codeAsString':
    case 'codeAs00':
    case 'missingMember':
      return payload;
  }
}

/** What a server that answers in bare text would say; success often says no more than this. */
function sentenceOf(body: unknown): string {
  if (typeof body === 'string') return body;
  const texts = isRecord(body) ? TEXT_MEMBERS.map((name) => body[name]) : [];
  const said = texts.find((text) => typeof text === 'string' && text !== '');
  return typeof said === 'string' ? said : 'Gửi thông tin thành công';
}

function withCode(body: unknown, change: (code: unknown) => unknown): unknown {
  if (!isRecord(body)) return body;
  const bent = Object.entries(body).map(([name, value]) => [name, CODE_MEMBERS.includes(name) ? change(value) : value]);
  return Object.fromEntries(bent) as unknown;
}

function without(body: unknown, member: string | undefined): unknown {
  if (!isRecord(body)) return body;
  const gone = member ?? Object.keys(body).find((name) => CODE_MEMBERS.includes(name));
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== gone));
}

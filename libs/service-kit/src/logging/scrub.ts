import type { LogFields } from './log.js';

type Name = keyof LogFields;

/** What a value of each field must look like; a value that does not is replaced, a field that is not here is dropped. */
const CODE = /^[\w.:/|@*-]{1,160}$/;
const ROUTE = /^[\w.:/*(){}?-]{1,200}$/;

const TEXT_FIELDS: Readonly<Partial<Record<Name, RegExp>>> = {
  dossierId: /^[0-9a-f-]{36}$/,
  unitCode: /^[\w.-]{1,32}$/,
  system: CODE,
  step: CODE,
  outcome: CODE,
  consumer: CODE,
  view: CODE,
  eventType: CODE,
  stream: CODE,
  method: /^[A-Z]{1,16}$/,
  route: ROUTE,
  code: CODE,
  subject: CODE,
  commandId: /^[0-9a-f-]{36}$/,
  name: CODE,
};

const NUMBER_FIELDS: readonly Name[] = ['version', 'attempt', 'count', 'durationMs', 'status', 'port'];

const WITHHELD = '[withheld]';

/** No code holds long runs of base64 or of digits (a token, a scan, an identity number), or a mail address. */
const SUSPICIOUS = /[A-Za-z0-9+/_=]{48,}|\d{9,}|@[A-Za-z]/;

/** The part of `fields` that may be written. */
export function scrubbed(fields: LogFields): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields) as [Name, unknown][]) {
    if (value === undefined) continue;
    if (key === 'error') clean['error'] = errorFields(value);
    else if (NUMBER_FIELDS.includes(key)) clean[key] = typeof value === 'number' ? value : WITHHELD;
    else if (TEXT_FIELDS[key] !== undefined) clean[key] = textField(value, TEXT_FIELDS[key]);
  }
  return clean;
}

/** Event names are codes; anything else is a sentence somebody put there by mistake. */
export function scrubbedEvent(event: string): string {
  return textField(event, CODE);
}

function textField(value: unknown, shape: RegExp): string {
  return typeof value === 'string' && shape.test(value) && !isSuspicious(value) ? value : WITHHELD;
}

function isSuspicious(value: string): boolean {
  // Ids of ours are hexadecimal with hyphens and may hold nine digits in a row.
  return SUSPICIOUS.test(value.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ''));
}

interface ErrorFields {
  readonly class: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorFields;
}

/** The message of an error never passes: it may repeat what a citizen wrote. Its class, its code and where it was thrown do. */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { class: typeof error, frames: [] };
  const code = (error as { code?: unknown }).code;
  return {
    class: textField(error.name, CODE),
    ...(typeof code === 'string' ? { code: textField(code, CODE) } : {}),
    frames: framesOf(error),
    ...(error.cause !== undefined && depth < 3 ? { cause: errorFields(error.cause, depth + 1) } : {}),
  };
}

const FRAME =
  /^\s+at (?:async )?(?:new )?([\w.$<>[\] ]{1,120}?)? ?\(?(?:file:\/\/)?((?:node:)?[\w./@+-]{1,300}:\d+:\d+)\)?$/;

/** The stack begins with the message, which may have many lines and may imitate frames: it is cut off by its length. */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  const end = stack.indexOf(error.message) + error.message.length;
  const frames = error.message === '' ? stack : stack.slice(Math.max(end, 0));
  return frames
    .split('\n')
    .map((line) => FRAME.exec(line))
    .filter((match) => match !== null)
    .slice(0, 12)
    .map((match) => `${match[1] ?? ''} ${match[2]!}`.trim());
}

import type { ExchangeId, JsonObject, Outcome } from '@motcua/domain';
import { classify, type WireAnswer } from './classifier.js';
import { verdictOnAnswer, verdictOnSignal, type Signal, type Verdict } from './default-outcome.js';
import { codeShaped } from './code-shape.js';
import { readPath, scalarText } from './document-path.js';
import { splitVietnameseFieldErrors } from './field-errors.js';
import type { WireItems } from './profile-client.js';
import type { ClassifierRule, OperationProfile, WireProfile } from './wire-profile.js';
import { readItems } from './wire-read.js';

const longestMessage = 500;

/** What one answer is judged by. */
export interface Case {
  readonly profile: WireProfile;
  readonly operation: OperationProfile;
  readonly exchange: ExchangeId;
  readonly retryAfterMs?: number;
  /** Member names of the request, to take glued field messages apart. */
  readonly members: ReadonlySet<string>;
}

/** Turns an answer into an outcome: the profile's rules first, then the default of the signal. Never throws. */
export function judge(answer: WireAnswer, about: Case): Outcome<WireItems> {
  const rule = classify(about.operation.classify, answer, about.profile.zeroCode);
  return rule === undefined
    ? outcomeOf(verdictOnAnswer(answer, about.operation.class), about, plainMessage(answer))
    : outcomeOfRule(rule, answer, about);
}

export function judgeSignal(signal: Signal, about: Case): Outcome<WireItems> {
  return outcomeOf(verdictOnSignal(signal, about.operation.class), about, signal);
}

function outcomeOf(verdict: Verdict, about: Case, message: string): Outcome<WireItems> {
  const { exchange } = about;
  switch (verdict.kind) {
    case 'retryable':
      return { kind: 'retryable', reason: verdict.reason, exchange, ...pauseOf(about) };
    case 'unknown':
      return { kind: 'unknown', reason: verdict.reason, exchange };
    case 'unauthenticated':
      return { kind: 'unauthenticated', exchange };
    case 'rejected':
      return { kind: 'rejected', code: 'configuration', message, exchange };
  }
}

function outcomeOfRule(rule: ClassifierRule, answer: WireAnswer, about: Case): Outcome<WireItems> {
  const { exchange } = about;
  switch (rule.is) {
    case 'accepted':
      return accepted(answer, about);
    case 'alreadyAccepted':
      return { kind: 'alreadyAccepted', ...keyOf(itemsOf(answer, about)), exchange };
    case 'absent':
      return { kind: 'accepted', value: null, exchange };
    case 'notReady':
      return { kind: 'retryable', reason: 'businessRetry', exchange, ...pauseOf(about) };
    case 'retryable':
      return { kind: 'retryable', reason: reasonOf(answer.http), exchange, ...pauseOf(about) };
    case 'unauthenticated':
      return { kind: 'unauthenticated', exchange };
    case 'unknown':
      return { kind: 'unknown', reason: 'unclassified', exchange };
    case 'rejected':
      return { kind: 'rejected', ...codeOf(rule, answer), ...wordsOf(rule, answer, about), exchange };
    case 'conflict':
      return { kind: 'conflict', ...codeOf(rule, answer), message: messageOf(rule, answer), exchange };
  }
}

/** An accepted read without the items it promised proves nothing. */
function accepted(answer: WireAnswer, about: Case): Outcome<WireItems> {
  const items = itemsOf(answer, about);
  if (items === undefined && about.operation.class === 'read') {
    return { kind: 'unknown', reason: 'unparseable', exchange: about.exchange };
  }
  return { kind: 'accepted', value: items ?? [], ...keyOf(items), exchange: about.exchange };
}

function itemsOf(answer: WireAnswer, about: Case): JsonObject[] | undefined {
  const { reads } = about.operation;
  return reads === undefined ? undefined : readItems(reads, answer.body.json, about.profile);
}

function keyOf(items: readonly JsonObject[] | undefined): { externalKey?: string } {
  const key = scalarText(items?.[0]?.['externalKey']);
  return key === undefined ? {} : { externalKey: key };
}

function pauseOf(about: Case): { retryAfterMs?: number } {
  return about.retryAfterMs === undefined ? {} : { retryAfterMs: about.retryAfterMs };
}

function reasonOf(http: number): 'throttled' | 'serverError' | 'businessRetry' {
  if (http === 429 || http === 503) return 'throttled';
  return http >= 500 ? 'serverError' : 'businessRetry';
}

function codeOf(rule: ClassifierRule, answer: WireAnswer): { code?: string } {
  if (rule.alert !== undefined) return { code: rule.alert };
  const code = codeShaped(rawCode(rule, answer));
  return code === undefined ? {} : { code };
}

function rawCode({ codeAt }: ClassifierRule, answer: WireAnswer): string {
  return (codeAt === undefined ? undefined : scalarText(readPath(answer.body.json, codeAt))) ?? '';
}

function wordsOf(
  rule: ClassifierRule,
  answer: WireAnswer,
  about: Case,
): { message: string; fields?: { field: string; message: string }[] } {
  const message = messageOf(rule, answer);
  if (rule.fields === undefined) return { message };
  const fields = splitVietnameseFieldErrors(message, about.members);
  return fields.length === 0 ? { message } : { message, fields };
}

function messageOf(rule: ClassifierRule, answer: WireAnswer): string {
  const words = rule.messageAt === undefined ? undefined : scalarText(readPath(answer.body.json, rule.messageAt));
  if (words === undefined || words.trim() === '') return plainMessage(answer);
  // what is no code is kept where it is sealed
  const code = rawCode(rule, answer).trim();
  const said = code === '' || codeShaped(code) === code.normalize('NFC') ? words : `${code}: ${words}`;
  return said.normalize('NFC').slice(0, longestMessage);
}

function plainMessage(answer: WireAnswer): string {
  const words = answer.body.kind === 'html' ? '' : answer.body.text;
  return `HTTP ${answer.http} ${words}`.trim().normalize('NFC').slice(0, longestMessage);
}

import { readPath, scalarText } from './document-path.js';
import { readBody, type WireBody } from './wire-body.js';
import { normalisedCode, normalisedText } from './wire-text.js';
import type { ClassifierCondition, ClassifierRule } from './wire-profile.js';

export interface WireAnswer {
  readonly http: number;
  readonly body: WireBody;
}

export function answerOf(http: number, bytes: Uint8Array): WireAnswer {
  return { http, body: readBody(bytes) };
}

/**
 * The first rule that matches, or undefined when only `otherwise` is left: then the signal's default decides. Words are looked
 * for in the whole normalised body, but never in a page or in a body that was cut off: half a sentence may say the opposite.
 */
export function classify(
  rules: readonly ClassifierRule[],
  answer: WireAnswer,
  zeroCode: boolean,
): ClassifierRule | undefined {
  const text = ['json', 'text'].includes(answer.body.kind) ? searchable(answer.body) : '';
  return rules.find((rule) => rule.when !== 'otherwise' && matches(rule.when, answer, text, zeroCode));
}

function searchable(body: WireBody): string {
  // texts of a JSON body are searched decoded: \u escapes would hide every Vietnamese letter
  return normalisedText(body.kind === 'json' ? allTexts(body.json).join(' ') : body.text);
}

function allTexts(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(allTexts);
  const text = scalarText(value);
  return text === undefined ? [] : [text];
}

function matches(condition: ClassifierCondition, answer: WireAnswer, text: string, zeroCode: boolean): boolean {
  return Object.entries(condition).every(([subject, expected]) => {
    if (subject === 'http') return expected.includes(answer.http);
    if (subject === 'text') return expected.some((literal) => text.includes(String(literal)));
    const [kind, path] = subjectOf(subject);
    const found = readPath(answer.body.json, path);
    if (kind === 'count') return expected.includes(countOf(found) ?? 'no list');
    const scalar = scalarText(found);
    if (scalar === undefined) return false;
    const code = normalisedCode(scalar, zeroCode);
    return expected.some((value) => normalisedCode(String(value), zeroCode) === code);
  });
}

function countOf(value: unknown): 'none' | 'some' | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.length === 0 ? 'none' : 'some';
}

function subjectOf(subject: string): [kind: string, path: string] {
  const dot = subject.indexOf('.');
  return dot < 0 ? [subject, ''] : [subject.slice(0, dot), subject.slice(dot + 1)];
}

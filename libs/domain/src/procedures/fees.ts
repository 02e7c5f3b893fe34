import { Rejected } from '../rejected.js';
import { holds } from './condition.js';
import { readPointer } from './json-pointer.js';
import type { Channel, Fee, LocalisedText, ProcedureVersion } from './procedure.js';

export interface FeeQuery {
  readonly declaration: unknown;
  readonly channel: Channel;
  readonly procedureCase: string;
  /** Overrides what the declaration says, e.g. when an officer has seen a proof of exemption. */
  readonly payerClass?: string;
  readonly copies?: number;
}

/** Amounts in đồng. */
export interface FeeAssessment {
  readonly payerClass: string;
  readonly copies: number;
  readonly items: readonly FeeItem[];
  readonly total: number;
  /** What must be settled before acceptance, and what before the result is handed out. */
  readonly before: number;
  readonly after: number;
  /** `before` when anything is due before acceptance; `exempt` when nothing is due at all. */
  readonly collect: Fee['collect'];
}

export interface FeeItem {
  readonly code: string;
  readonly name: LocalisedText;
  readonly quantity: number;
  readonly amount: number;
  readonly collect: Fee['collect'];
  readonly verified: boolean;
}

/**
 * What a dossier costs.
 *
 * @throws {Rejected} `fee.payer-class-unknown` when no fee names the class although fees depend on it; `fee.copies-invalid`
 * @law NĐ 61/2018/NĐ-CP art. 22; amounts by the text named at each fee
 */
export function feesFor(version: ProcedureVersion, query: FeeQuery): FeeAssessment {
  const payerClass = query.payerClass ?? declaredPayerClass(version, query.declaration);
  const copies = query.copies ?? declaredCopies(version, query.declaration);
  demandKnownClass(version, payerClass);
  if (!Number.isInteger(copies) || copies < 0) throw new Rejected('fee.copies-invalid', { version: version.id });
  const items = version.fees
    .filter((fee) => applies(fee, payerClass, query))
    .map((fee) => itemOf(fee, copies))
    .filter(({ quantity }) => quantity > 0);
  const before = sumOf(items, 'before');
  const after = sumOf(items, 'after');
  const collect = before > 0 ? 'before' : after > 0 ? 'after' : 'exempt';
  return { payerClass, copies, items, total: before + after, before, after, collect };
}

function declaredPayerClass({ payer }: ProcedureVersion, declaration: unknown): string {
  if (payer === undefined) return 'standard';
  const value = readPointer(declaration, payer.pointer);
  const key = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  if (key === '') return payer.otherwise;
  return Object.hasOwn(payer.classes, key) ? payer.classes[key]! : key;
}

/** One copy when the declaration names none; forms send numbers as text too. */
function declaredCopies({ copiesPointer }: ProcedureVersion, declaration: unknown): number {
  const value = copiesPointer === undefined ? undefined : readPointer(declaration, copiesPointer);
  return value === undefined || value === null || value === '' ? 1 : Number(value);
}

function demandKnownClass(version: ProcedureVersion, payerClass: string): void {
  const classes = version.fees.flatMap((fee) => fee.payerClasses ?? []);
  if (classes.length > 0 && !classes.includes(payerClass)) {
    throw new Rejected('fee.payer-class-unknown', { version: version.id, known: [...new Set(classes)] });
  }
}

function applies(fee: Fee, payerClass: string, { channel, procedureCase, declaration }: FeeQuery): boolean {
  return (
    includes(fee.payerClasses, payerClass) &&
    includes(fee.cases, procedureCase) &&
    includes(fee.channels, channel) &&
    (fee.when === undefined || holds(fee.when, declaration))
  );
}

function includes<T>(allowed: readonly T[] | undefined, value: T): boolean {
  return allowed === undefined || allowed.includes(value);
}

function itemOf(fee: Fee, copies: number): FeeItem {
  const quantity = fee.perCopyFrom === undefined ? 1 : Math.max(0, copies - fee.perCopyFrom + 1);
  const amount = fee.collect === 'exempt' ? 0 : fee.amount * quantity;
  return { code: fee.code, name: fee.name, quantity, amount, collect: fee.collect, verified: fee.verified };
}

function sumOf(items: readonly FeeItem[], collect: Fee['collect']): number {
  return items.filter((item) => item.collect === collect).reduce((sum, { amount }) => sum + amount, 0);
}

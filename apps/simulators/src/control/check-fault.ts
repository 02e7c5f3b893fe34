import { FAULT_TYPES, NEEDED, VARIANTS, type Fault } from '../faults/fault.js';
import { textOf } from '../rules/fields.js';

const NUMBERS = 'ms maxMs status perSecond burst perDay skewSeconds forSeconds retryAfterSeconds'.split(' ');
const MEMBERS = new Set([...NUMBERS, 'type', 'variant', 'phase', 'html', 'location', 'member', 'zone']);

/** What is wrong with a fault order's `fault` member; empty when it can be armed. */
export function complaintsAboutFault(fault: Readonly<Record<string, unknown>>): string[] {
  const type = FAULT_TYPES.find((known) => known === fault['type']);
  if (type === undefined) return [`fault.type must be one of ${FAULT_TYPES.join(', ')}`];
  const missing = NEEDED[type].filter((name) => fault[name] === undefined).map((name) => `fault.${name} is needed`);
  const unknown = Object.keys(fault)
    .filter((name) => !MEMBERS.has(name))
    .map((name) => `fault.${name} is not known`);
  const choices = choicesOf(type).filter(
    ([name, allowed]) => fault[name] !== undefined && !allowed.includes(textOf(fault[name])),
  );
  const misplaced = choices.map(([name, allowed]) => `fault.${name} must be one of ${allowed.join(', ')}`);
  const misfits = NUMBERS.filter((name) => fault[name] !== undefined && typeof fault[name] !== 'number');
  return [...missing, ...unknown, ...misplaced, ...misfits.map((name) => `fault.${name} must be a number`)];
}

function choicesOf(type: Fault['type']): (readonly [name: string, allowed: readonly string[]])[] {
  return [
    ['variant', VARIANTS[type]],
    ['phase', ['beforeProcessing', 'afterCommit']],
    ['zone', ['UTC', '+07:00']],
  ];
}

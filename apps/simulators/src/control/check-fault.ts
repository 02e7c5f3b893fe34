import { FAULT_TYPES, NEEDED, VARIANTS, type Fault } from '../faults/fault.js';
import { textOf } from '../rules/fields.js';

const MEMBERS = new Set([
  ...['type', 'variant', 'phase', 'ms', 'maxMs', 'status', 'html', 'retryAfterSeconds', 'location', 'member'],
  ...['perSecond', 'burst', 'perDay', 'skewSeconds', 'zone', 'forSeconds'],
]);

/** What is wrong with a fault order's `fault` member; empty when it can be armed. */
export function complaintsAboutFault(fault: Readonly<Record<string, unknown>>): string[] {
  const type = FAULT_TYPES.find((known) => known === fault['type']);
  if (type === undefined) return [`fault.type must be one of ${FAULT_TYPES.join(', ')}`];
  const missing = NEEDED[type].filter((name) => fault[name] === undefined).map((name) => `fault.${name} is needed`);
  const unknown = Object.keys(fault)
    .filter((name) => !MEMBERS.has(name))
    .map((name) => `fault.${name} is not known`);
  return [...missing, ...unknown, ...variantComplaints(type, fault)];
}

function variantComplaints(type: Fault['type'], fault: Readonly<Record<string, unknown>>): string[] {
  const { variant, phase, zone } = fault;
  const wrong = [
    variant !== undefined &&
      !VARIANTS[type].includes(textOf(variant)) &&
      `fault.variant must be one of ${VARIANTS[type].join(', ')}`,
    phase !== undefined &&
      phase !== 'beforeProcessing' &&
      phase !== 'afterCommit' &&
      'fault.phase must be beforeProcessing or afterCommit',
    zone !== undefined && zone !== 'UTC' && zone !== '+07:00' && 'fault.zone must be UTC or +07:00',
  ];
  const numbers = [
    'ms',
    'maxMs',
    'status',
    'perSecond',
    'burst',
    'perDay',
    'skewSeconds',
    'forSeconds',
    'retryAfterSeconds',
  ];
  const misfits = numbers.filter((name) => fault[name] !== undefined && typeof fault[name] !== 'number');
  return [...wrong.filter((text) => text !== false), ...misfits.map((name) => `fault.${name} must be a number`)];
}

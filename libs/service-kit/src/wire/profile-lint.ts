import { transformFault } from './transforms.js';
import { isDatePattern } from './wire-date.js';
import type { ClassifierRule, CodeList, FieldRule, ProfileFault, WireProfile } from './wire-profile.js';
import { normalisedText } from './wire-text.js';

type Complain = (pointer: string, reason: string) => void;

/** What a schema cannot say: rules that can never fire, values without a source, statuses and codes that nobody thought of. */
export function lintProfile(profile: WireProfile, file: string): ProfileFault[] {
  const faults: ProfileFault[] = [];
  const complain: Complain = (pointer, reason) => faults.push({ file, pointer, reason });
  lintOperations(profile, complain);
  lintStatuses(profile, complain);
  for (const [name, list] of Object.entries(profile.codeLists)) lintCodeList(list, `/codeLists/${name}`, complain);
  if (!isDatePattern(profile.dateShape)) complain('/dateShape', 'no 24-hour date pattern');
  const by = profile.reconcile?.by;
  if (by !== undefined && profile.operations[by]?.class !== 'read') {
    complain('/reconcile/by', `"${by}" is no read operation of this profile`);
  }
  return faults;
}

function lintOperations(profile: WireProfile, complain: Complain): void {
  for (const [name, operation] of Object.entries(profile.operations)) {
    const here = `/operations/${name}`;
    lintRules(operation.map, `${here}/map`, profile, complain);
    lintClassifier(operation.classify, `${here}/classify`, complain);
    if (operation.reads !== undefined) lintRules(operation.reads.map, `${here}/reads/map`, profile, complain);
    const proofs = operation.classify.some((rule) => rule.is === 'absent' || rule.is === 'notReady');
    if (proofs && operation.class !== 'read') complain(`${here}/classify`, 'only a read proves absence');
  }
  for (const [name, rules] of Object.entries(profile.templates ?? {})) {
    lintRules(rules, `/templates/${name}`, profile, complain);
  }
  lintAuth(profile, complain);
}

function lintAuth(profile: WireProfile, complain: Complain): void {
  const { auth } = profile;
  lintRules(profile.envelope ?? [], '/envelope', profile, complain);
  lintRules(auth.map ?? [], '/auth/map', profile, complain);
  if (auth.classify !== undefined) lintClassifier(auth.classify, '/auth/classify', complain);
}

function lintRules(rules: readonly FieldRule[], pointer: string, profile: WireProfile, complain: Complain): void {
  rules.forEach((rule, index) => {
    const here = `${pointer}/${index}`;
    const unknown = transformFault(rule.as, profile);
    if (unknown !== undefined) complain(`${here}/as`, unknown);
    const wrong = sourceFault(rule);
    if (wrong !== undefined) complain(here, wrong);
    lintTemplateOf(rule, here, profile, complain);
    lintRules(rule.map ?? [], `${here}/map`, profile, complain);
  });
}

function sourceFault(rule: FieldRule): string | undefined {
  if (rule.as === 'constant') return constantFault(rule);
  if (rule.from === undefined && rule.as !== 'object') return `"${rule.to}" has no source`;
  if (rule.onViolation === 'truncate' && rule.maxLength === undefined) return `"${rule.to}" truncates without a length`;
  return rule.required === true ? placeholderFault(rule) : undefined;
}

function constantFault(rule: FieldRule): string | undefined {
  if (rule.value === undefined) return `"${rule.to}" is a constant without a value`;
  return rule.required === true ? `"${rule.to}" is required: a constant would be a placeholder` : undefined;
}

function placeholderFault(rule: FieldRule): string | undefined {
  return rule.otherwise !== undefined && rule.when === undefined
    ? `"${rule.to}" is required: what is missing must hold the dossier, not be filled up`
    : undefined;
}

function lintTemplateOf(rule: FieldRule, here: string, profile: WireProfile, complain: Complain): void {
  if (rule.using === undefined || !('template' in rule.using)) return;
  const name = rule.using.template;
  if (!Object.hasOwn(profile.templates ?? {}, name)) complain(`${here}/using`, `no template "${name}"`);
}

function lintClassifier(rules: readonly ClassifierRule[], pointer: string, complain: Complain): void {
  const last = rules.at(-1);
  if (last?.when !== 'otherwise' || last.is !== 'unknown') complain(pointer, 'must end in { otherwise: unknown }');
  rules.forEach((rule, index) => {
    const here = `${pointer}/${index}`;
    if (rule.when === 'otherwise') {
      if (index !== rules.length - 1) complain(here, 'rules behind "otherwise" can never match');
      return;
    }
    for (const [subject, values] of Object.entries(rule.when)) {
      lintValues(subject, values, here, complain);
      if (subject === 'text' && isPositive(rule))
        lintNegations(values.map(String), rules.slice(0, index), here, complain);
    }
  });
}

function lintValues(subject: string, values: readonly (string | number)[], here: string, complain: Complain): void {
  for (const value of values) {
    const fits = {
      http: Number.isInteger(value),
      count: value === 'none' || value === 'some',
      text: typeof value === 'string' && value === normalisedText(value) && value !== '',
      json: value === normalisedText(String(value)) || typeof value === 'number',
    }[subject.split('.')[0] ?? ''];
    if (fits !== true)
      complain(`${here}/when/${subject}`, `"${value}" can never match: write it in lower case, composed`);
  }
}

function isPositive(rule: ClassifierRule): boolean {
  return rule.is === 'accepted' || rule.is === 'alreadyAccepted';
}

/** "không thành công" holds "thành công": the negated words must have been caught before. Participles ("đã ...") negate otherwise. */
function lintNegations(
  literals: readonly string[],
  before: readonly ClassifierRule[],
  here: string,
  complain: Complain,
): void {
  const caught = before
    .filter((rule) => rule.when !== 'otherwise' && !isPositive(rule) && Object.keys(rule.when).length === 1)
    .flatMap((rule) => (rule.when === 'otherwise' ? [] : (rule.when['text'] ?? [])).map(String));
  for (const literal of literals.filter((words) => !words.startsWith('đã '))) {
    for (const negated of [`không ${literal}`, `chưa ${literal}`]) {
      if (!caught.some((words) => negated.includes(words))) {
        complain(`${here}/when/text`, `"${negated}" would match too: an earlier rule must catch it`);
      }
    }
  }
}

function lintStatuses(profile: WireProfile, complain: Complain): void {
  for (const status of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    if (profile.statusMap.out[String(status)] === undefined) {
      complain('/statusMap/out', `status ${status} is neither mapped nor "hold" nor "ours"`);
    }
  }
  const edges = profile.transitions?.edges ?? [];
  const leaving = edges.filter(([from]) => profile.transitions?.terminal.includes(from) === true);
  for (const [from, to] of leaving) complain('/transitions/edges', `${from} is terminal, but leads to ${to}`);
}

function lintCodeList(list: CodeList, pointer: string, complain: Complain): void {
  const rest = list.values['*'];
  if (rest !== undefined && rest !== 'hold' && rest !== 'omit') complain(pointer, '"*" may only be "hold" or "omit"');
  if (rest !== undefined) return;
  for (const value of list.canonical.filter((canonical) => !Object.hasOwn(list.values, canonical))) {
    complain(pointer, `"${value}" is not mapped and there is no "*"`);
  }
}

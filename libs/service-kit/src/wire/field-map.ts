import type { JsonObject } from '@motcua/domain';
import { isMissing, readPath, scalarText, writePath } from './document-path.js';
import { splitTransform, transform, type MappingFault } from './transforms.js';
import type { FieldRule, WireProfile } from './wire-profile.js';
import { writeXml, type XmlElement } from './wire-xml.js';

/** A fault of one member; `from` is the canonical path a person has to look at, never the value. */
export interface MappingIssue {
  readonly to: string;
  readonly from: string;
  readonly fault: MappingFault;
}

export type Mapped =
  | { readonly kind: 'wire'; readonly body: JsonObject; readonly truncated: readonly string[] }
  | { readonly kind: 'held'; readonly issues: readonly MappingIssue[] };

/** Turns a canonical document into a wire body by the rules of a profile. Nothing is invented: what is missing is an issue. */
export function mapFields(rules: readonly FieldRule[], document: unknown, profile: WireProfile): Mapped {
  const work: Work = { root: document, profile, issues: [], truncated: [] };
  const body = mapped(rules, document, '', work);
  if (work.issues.length > 0) return { kind: 'held', issues: work.issues };
  return { kind: 'wire', body: body as JsonObject, truncated: work.truncated };
}

interface Work {
  readonly root: unknown;
  readonly profile: WireProfile;
  readonly issues: MappingIssue[];
  readonly truncated: string[];
}

/** A rule at its place: the element it reads from, and where it stands. */
interface Place {
  readonly rule: FieldRule;
  readonly item: unknown;
  readonly at: string;
}

function mapped(rules: readonly FieldRule[], item: unknown, at: string, work: Work): Record<string, unknown> {
  const target: Record<string, unknown> = {};
  for (const rule of rules) {
    const value = valueOf({ rule, item, at: `${at}${rule.to}` }, work);
    if (value !== undefined) writePath(target, rule.to, value);
  }
  return target;
}

function valueOf(place: Place, work: Work): unknown {
  const { rule, item } = place;
  if (!applies(rule, item, work.root)) return rule.otherwise;
  if (rule.as === 'constant') return rule.value;
  const value = produced(place, work);
  if (value !== undefined && value !== '') return value;
  if (rule.required === true && !work.issues.some((issue) => issue.to.startsWith(place.at)))
    report(place, 'missing', work);
  return rule.otherwise;
}

function produced(place: Place, work: Work): unknown {
  const { rule, item } = place;
  const [name, argument] = splitTransform(rule.as);
  switch (name) {
    case 'concat':
      return concatenated(place, work);
    case 'list':
      return listOf(place, work);
    case 'object':
      return objectOf(place, work);
    case 'json':
      return jsonOf(source(rule, item, work.root));
    case 'xml':
      return xmlOf(place, argument, work);
    case 'status':
      return statusOf(place, work);
    default:
      return simple(place, source(rule, item, work.root), work);
  }
}

function simple(place: Place, value: unknown, work: Work): unknown {
  if (isMissing(value)) return undefined;
  const result = transform(value, place.rule.as, work.profile);
  if (result.kind === 'omitted') return undefined;
  if (result.kind === 'fault') return report(place, result.fault, work);
  return typeof result.value === 'string' ? limited(place, result.value, work) : result.value;
}

function limited(place: Place, value: string, work: Work): string | undefined {
  const { rule } = place;
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, 'u').test(value)) return report(place, 'pattern', work);
  const characters = Array.from(value);
  if (rule.maxLength === undefined || characters.length <= rule.maxLength) return value;
  if (rule.onViolation !== 'truncate') return report(place, 'too-long', work);
  work.truncated.push(place.at);
  return characters.slice(0, rule.maxLength).join('');
}

function concatenated(place: Place, work: Work): string | undefined {
  const { rule, item } = place;
  const parts = pathsOf(rule)
    .map((path) => scalarText(at(path, item, work.root)))
    .filter((part) => !isMissing(part));
  return parts.length === 0 ? undefined : limited(place, parts.join(rule.separator ?? '').normalize('NFC'), work);
}

function listOf(place: Place, work: Work): unknown {
  const { rule, item } = place;
  const found = source(rule, item, work.root);
  if (!Array.isArray(found) || found.length === 0) return undefined;
  if (rule.maxItems !== undefined && found.length > rule.maxItems) return report(place, 'too-many', work);
  return found.map((element: unknown, index) => mapped(rule.map ?? [], element, `${place.at}.${index}.`, work));
}

function objectOf(place: Place, work: Work): unknown {
  const { rule, item } = place;
  const within = rule.from === undefined ? item : source(rule, item, work.root);
  if (isMissing(within)) return undefined;
  return mapped(templateOf(place, work), within, `${place.at}.`, work);
}

function jsonOf(value: unknown): unknown {
  return isMissing(value) ? undefined : JSON.stringify(value);
}

function xmlOf(place: Place, path: string, work: Work): string | undefined {
  const declared = source(place.rule, place.item, work.root);
  if (isMissing(declared)) return undefined;
  const record = mapped(templateOf(place, work), declared, `${place.at}.`, work);
  const names = path.split('/');
  const leaf = names.pop() ?? path;
  const root = names.reduceRight<XmlElement>((content, name) => ({ name, content: [content] }), {
    name: leaf,
    content: elementsOf(record),
  });
  return writeXml(root);
}

const spliced = '*';

function elementsOf(record: Readonly<Record<string, unknown>>): XmlElement[] {
  return Object.entries(record).flatMap(([name, value]): XmlElement[] => {
    // a list under this name repeats its members side by side, without an element around them
    if (name === spliced && Array.isArray(value))
      return value.flatMap((item) => elementsOf(item as Record<string, unknown>));
    if (Array.isArray(value))
      return value.map((child) => ({ name, content: elementsOf(child as Record<string, unknown>) }));
    if (typeof value === 'object' && value !== null) {
      return [{ name, content: elementsOf(value as Record<string, unknown>) }];
    }
    return [{ name, content: scalarText(value) ?? '' }];
  });
}

/** Our status as the system writes it; `hold` and `ours` are no values to send. */
function statusOf(place: Place, work: Work): string | undefined {
  const status = scalarText(source(place.rule, place.item, work.root));
  if (status === undefined) return undefined;
  const out = work.profile.statusMap.out;
  const wire = Object.hasOwn(out, status) ? out[status] : undefined;
  return wire === undefined || wire === 'hold' || wire === 'ours' ? report(place, 'not-in-code-list', work) : wire;
}

function templateOf(place: Place, work: Work): readonly FieldRule[] {
  const { rule, item } = place;
  if (rule.using === undefined) return rule.map ?? [];
  const name = 'from' in rule.using ? scalarText(at(rule.using.from, item, work.root)) : rule.using.template;
  const templates = work.profile.templates ?? {};
  if (name !== undefined && Object.hasOwn(templates, name)) return templates[name] ?? [];
  report(place, 'not-in-code-list', work);
  return [];
}

function applies(rule: FieldRule, item: unknown, root: unknown): boolean {
  return Object.entries(rule.when ?? {}).every(([path, values]) => {
    const found = at(path, item, root);
    return values.includes(isMissing(found) ? '' : (scalarText(found) ?? '*'));
  });
}

function pathsOf(rule: FieldRule): readonly string[] {
  return typeof rule.from === 'string' ? [rule.from] : (rule.from ?? []);
}

function source(rule: FieldRule, item: unknown, root: unknown): unknown {
  return pathsOf(rule)
    .map((path) => at(path, item, root))
    .find((value) => !isMissing(value) && !(Array.isArray(value) && value.length === 0));
}

function at(path: string, item: unknown, root: unknown): unknown {
  return path.startsWith('$.') ? readPath(root, path.slice(2)) : readPath(item, path);
}

function report(place: Place, fault: MappingFault, work: Work): undefined {
  work.issues.push({ to: place.at, from: pathsOf(place.rule).join('|'), fault });
  return undefined;
}

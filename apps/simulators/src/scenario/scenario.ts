import { textOf } from '../rules/fields.js';
import { type Collection, type Store } from '../engine/store.js';

/**
 * How an outside system treats a dossier it accepted: `auto` processing then done; `supplement` asks once for papers and goes on
 * by itself later; `refuse` says no; `stuck` never ends; `negative` ends without what was asked for; `late` is done long after.
 */
export const SCENARIOS = ['auto', 'supplement', 'refuse', 'stuck', 'negative', 'late'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export interface ScenarioParams {
  /** acceptance to processing, seconds of the virtual clock */
  d1Seconds: number;
  /** acceptance to done; with `supplement` to the request for papers plus the same again to done */
  d2Seconds: number;
  /** what `late` adds to d2 */
  lateSeconds: number;
  /** a dossier and each of its changes can be seen only this long after they happened */
  visibilityLagSeconds: number;
  /** a repeated progress step is answered with success without being stored twice */
  progressDedupe: boolean;
  /** false = the system takes the same dossier a second time instead of answering that it has it */
  recognisesDuplicates: boolean;
  /** how often an acknowledged change is listed again */
  reappearAfterAck: number;
  /** lower = answers of criminal records with status/description/id */
  memberStyle: 'upper' | 'lower';
  /** the code with which the national portal says that a dossier exists */
  existsCode: '0' | '3' | '-3';
  /** the national portal downloads files this long after it got their addresses */
  fetchAfterSeconds: number;
}

export const DEFAULT_PARAMS: ScenarioParams = {
  d1Seconds: 3600,
  d2Seconds: 86400,
  lateSeconds: 15 * 86400,
  visibilityLagSeconds: 0,
  progressDedupe: false,
  recognisesDuplicates: true,
  reappearAfterAck: 0,
  memberStyle: 'upper',
  existsCode: '3',
  fetchAfterSeconds: 60,
};

export type Match = Readonly<Record<string, unknown>>;

export interface ScenarioRule {
  mount: string;
  match: Match;
  scenario: ScenarioName;
  params: Partial<ScenarioParams>;
}

export interface Scenario {
  name: ScenarioName;
  params: ScenarioParams;
}

/** The later rule wins; parameters of earlier matching rules stay where the later one is silent. */
export class ScenarioBook {
  private readonly rules: Collection<ScenarioRule>;

  constructor(store: Store) {
    this.rules = store.collection('scenario');
  }

  add(rule: ScenarioRule): void {
    this.rules.put(String(this.rules.size + 1), rule);
  }

  for(mount: string, keys: readonly string[], fields: Match): Scenario {
    const matching = this.rules
      .entries()
      .map(([, rule]) => rule)
      .filter((rule) => (rule.mount === mount || rule.mount === '*') && matches(rule.match, keys, fields));
    const params = Object.assign({}, DEFAULT_PARAMS, ...matching.map((rule) => rule.params)) as ScenarioParams;
    return { name: matching.at(-1)?.scenario ?? 'auto', params };
  }
}

/** Every entry must fit: `key` any dossier code of the request, any other name a field of it; values compare as text. */
export function matches(match: Match, keys: readonly string[], fields: Match): boolean {
  return Object.entries(match).every(([name, wanted]) => {
    const given = name === 'key' ? keys : [fields[name]];
    // A field named like the key of the system (maHoSo, MaHoSo, idReceivedDec) may sit inside a batch.
    return [...given, ...(KEY_NAMES.has(name) ? keys : [])].some((value) => same(value, wanted));
  });
}

const KEY_NAMES = new Set(['MaHoSo', 'maHoSo', 'mahoso', 'idReceivedDec', 'dossierCode']);

function same(value: unknown, wanted: unknown): boolean {
  return (
    value !== undefined &&
    typeof value !== 'object' &&
    textOf(value).normalize('NFC') === textOf(wanted).normalize('NFC')
  );
}

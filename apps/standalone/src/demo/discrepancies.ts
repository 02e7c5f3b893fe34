import type { Expectation, SimulatorsControl, SimulatorsSummary } from '../simulators-control.js';
import type { Accounts } from './accounts.js';
import type { AssignedCode, Outcome } from './outcome.js';

/** Something that is not as it must be; `about` is a story, a series or a system. */
export interface Discrepancy {
  readonly about: string;
  readonly words: string;
}

interface SeriesAudit {
  readonly issued: number;
  readonly missingOrdinals: readonly number[];
  readonly doubledDossiers: readonly string[];
  readonly unassignedCodes: readonly string[];
}

/** What must hold of the outside systems' journals as a whole. */
const EXPECTATIONS: readonly Expectation[] = [
  { expect: 'eachKeyAtMostOneCommitted', mount: 'lltp1', operation: 'nhanHoSoDangKy' },
  { expect: 'eachKeyAtMostOneCommitted', mount: 'civil1', operation: 'dangKyHoTich' },
  { expect: 'eachKeyAtMostOneCommitted', mount: 'leg.social.card', operation: 'submit' },
  { expect: 'eachKeyAtMostOneCommitted', mount: 'leg.residence', operation: 'submit' },
  { expect: 'eachKeyAtMostOneCommitted', mount: 'dvcqg', operation: 'DongBoHoSoMC' },
  { expect: 'progressMonotonic', mount: 'dvcqg' },
  { expect: 'allFilesFetched', mount: 'dvcqg' },
  { expect: 'noPersonalDataInHeadersOrUrls' },
];

/** Compares what was expected, what we say and what the outside systems say. Nothing that is here is looked away from. */
export async function discrepanciesOf(
  outcomes: readonly Outcome[],
  accounts: Accounts,
  simulators: SimulatorsControl,
  outside: SimulatorsSummary,
): Promise<Discrepancy[]> {
  return [
    ...outcomes.flatMap(ofStory),
    ...strangers(outcomes, outside),
    ...(await ofSeries(outcomes, accounts)),
    ...(await ofJournals(simulators)),
    ...(await ofStandstill(accounts)),
  ];
}

function ofStory(outcome: Outcome): Discrepancy[] {
  const { story, failed } = outcome;
  const { expected } = story;
  const submissions = story.submissions ?? 1;
  const rows: readonly (readonly [what: string, wanted: unknown, found: unknown])[] = [
    ['state', expected.state, outcome.state],
    ['status', expected.status, outcome.status],
    ['result', expected.resultKind, outcome.resultKind],
    ['fee', expected.feeCollect, outcome.feeCollect],
    ['fee in đồng', expected.feeTotal, outcome.feeTotal],
    ['codes', expected.codes, outcome.codes.length],
    [`dossiers of ${submissions} submissions`, 1, outcome.dossiers],
    ['acceptances at the ministry', expected.ministryAcceptances, outcome.ministryAcceptances],
    ['status at the national portal', expected.status, outcome.portalStatus],
  ];
  const wrong = rows.filter(([, wanted, found]) => wanted !== found);
  const legs = Object.entries(outcome.legAcceptances).filter(([, count]) => count > 1);
  return [
    ...(failed === null ? [] : [failed]),
    ...wrong.map(([what, wanted, found]) => `${what}: expected ${String(wanted)}, found ${String(found)}`),
    ...legs.map(([system, count]) => `${system} took it ${count} times`),
  ].map((words) => ({ about: story.id, words }));
}

/** Nothing lies at an outside system that we do not know. */
function strangers(outcomes: readonly Outcome[], { mounts }: SimulatorsSummary): Discrepancy[] {
  const known = new Set(outcomes.map(({ dossierCode }) => dossierCode));
  return Object.entries(mounts).flatMap(([mount, rows]) =>
    rows
      .filter(({ key }) => !known.has(key))
      .map(({ key }) => ({ about: mount, words: `has ${key}, which is not ours` })),
  );
}

/** Codes 1..n of every unit and day, by the audit of the code issuer and by what the dossiers carry. */
async function ofSeries(outcomes: readonly Outcome[], accounts: Accounts): Promise<Discrepancy[]> {
  const auditor = await accounts.auditor();
  const series = Map.groupBy(
    outcomes.flatMap(({ codes }) => codes),
    ({ unitCode, day }) => `${unitCode}/${day}`,
  );
  const found: Discrepancy[] = [];
  for (const [name, codes] of series) {
    const audit = await auditor.get<SeriesAudit>(`/api/dossier-code/v1/series/${name}`);
    found.push(...faultsOf(audit, codes).map((words) => ({ about: name, words })));
  }
  return found;
}

function faultsOf(
  { issued, missingOrdinals, doubledDossiers, unassignedCodes }: SeriesAudit,
  codes: readonly AssignedCode[],
): string[] {
  const ordinals = codes.map(({ ordinal }) => ordinal).sort((one, other) => one - other);
  const isWhole = ordinals.length === issued && ordinals.every((ordinal, index) => ordinal === index + 1);
  return [
    ...(isWhole ? [] : [`the dossiers carry ${ordinals.join(', ')} of ${issued} codes issued`]),
    ...(missingOrdinals.length === 0 ? [] : [`missing ordinals ${missingOrdinals.join(', ')}`]),
    ...doubledDossiers.map((dossier) => `dossier ${dossier} has two codes`),
    ...unassignedCodes.map((code) => `${code} belongs to no dossier`),
  ];
}

async function ofJournals(simulators: SimulatorsControl): Promise<Discrepancy[]> {
  const failures = await simulators.failures(EXPECTATIONS);
  return failures.map(({ expect, mount, operation, found }) => ({
    about: [mount, operation].filter((part) => part !== undefined && part !== null).join(' ') || 'outside systems',
    words: `${expect}: ${JSON.stringify(found)}`,
  }));
}

/** Nothing is parked, held or still on its way. */
async function ofStandstill(accounts: Accounts): Promise<Discrepancy[]> {
  const administrator = await accounts.administrator();
  const parked = await administrator.get<{ counts: readonly { consumer: string; facts: number }[] }>(
    '/api/desk/v1/parked',
  );
  const deliveries = await administrator.get<{
    items: readonly { system: string; dossierId: string; op: string; state: string; reason: string | null }[];
  }>('/api/desk/v1/deliveries');
  return [
    ...parked.counts.map(({ consumer, facts }) => ({ about: consumer, words: `${facts} facts are parked` })),
    ...deliveries.items.map(({ system, dossierId, op, state, reason }) => ({
      about: system,
      words: `${op} of dossier ${dossierId} is ${state}${reason === null ? '' : ` (${reason})`}`,
    })),
  ];
}

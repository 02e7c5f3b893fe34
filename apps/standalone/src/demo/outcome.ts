import { stateOfStatus } from '@motcua/domain';
import type { SimulatorsSummary } from '../simulators-control.js';
import { unitAt } from './acts.js';
import type { Accounts } from './accounts.js';
import type { DemoRecord } from './demo-record.js';
import { MOUNTS } from './outside-world.js';
import type { Story } from './story.js';
import type { StoryRun } from './story-run.js';

/** Where a story ended: what we say of it, and what the outside systems say. */
export interface Outcome {
  readonly story: Story;
  /** Why it stopped on its way. */
  readonly failed: string | null;
  readonly dossierCode: string | null;
  /** National state; `none` when there is no dossier. */
  readonly state: string;
  readonly status: string;
  readonly resultKind: string | null;
  readonly feeCollect: string | null;
  readonly feeTotal: number | null;
  /** Codes assigned to it, with their series. */
  readonly codes: readonly AssignedCode[];
  /** Dossiers that its submissions became. */
  readonly dossiers: number;
  /** How often the first outside system took it. */
  readonly ministryAcceptances: number;
  /** How often each further system took it. */
  readonly legAcceptances: Readonly<Record<string, number>>;
  /** Status at the national portal; null when it does not know the dossier. */
  readonly portalStatus: string | null;
}

export interface AssignedCode {
  readonly dossierCode: string;
  readonly unitCode: string;
  readonly day: string;
  readonly ordinal: number;
}

interface Page {
  readonly status: number | null;
  readonly feeCollect?: string;
  readonly feeAmount?: number;
  readonly result: { readonly resultKind: string } | null;
}

const FIRST_SYSTEMS = ['lltp.g1', 'civil.g1'];
const LEGS = ['social.card', 'residence'];

/** @param outside what the stand-ins have in their books */
export async function outcomeOf(
  run: StoryRun,
  parts: { readonly accounts: Accounts; readonly record: DemoRecord },
  outside: SimulatorsSummary,
): Promise<Outcome> {
  const { story } = run;
  const { failed, dossierId, dossierCode, answers } = parts.record.story(story.id);
  const portal = row(outside, 'portal.dvcqg', dossierCode);
  const seen = {
    story,
    failed,
    dossierCode,
    dossiers: answers.length,
    ministryAcceptances: FIRST_SYSTEMS.reduce((sum, system) => sum + committed(outside, system, dossierCode), 0),
    legAcceptances: Object.fromEntries(LEGS.map((system) => [system, committed(outside, system, dossierCode)])),
    portalStatus: portal?.status ?? null,
  };
  if (dossierId === null) return { ...seen, ...nothing };
  const leader = await parts.accounts.leader(unitAt(story, story.steps.length));
  const page = await leader.get<Page>(`/api/desk/v1/dossiers/${dossierId}`);
  const codes = (await run.timeline()).filter(({ type }) => type === 'DossierCodeAssigned');
  return { ...seen, ...ours(page), codes: codes.map(({ data }) => data as unknown as AssignedCode) };
}

const nothing = { state: 'none', status: '', resultKind: null, feeCollect: null, feeTotal: null, codes: [] };

function ours({ status, result, feeCollect, feeAmount }: Page) {
  return {
    state: (status === null ? undefined : stateOfStatus(status)) ?? 'none',
    status: String(status ?? ''),
    resultKind: result?.resultKind ?? null,
    feeCollect: feeCollect ?? null,
    feeTotal: feeAmount ?? null,
  };
}

function committed(outside: SimulatorsSummary, system: string, key: string | null): number {
  return row(outside, system, key)?.committed ?? 0;
}

function row({ mounts }: SimulatorsSummary, system: string, key: string | null) {
  return mounts[MOUNTS[system]!]?.find((one) => one.key === key);
}

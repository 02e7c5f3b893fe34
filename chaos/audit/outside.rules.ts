import { type Evidence, ofType, type StoredEvent, text } from './evidence.ts';
import { nationalStatuses } from './national-status.ts';
import type { Rule } from './rule.ts';

/** One call as the outside system wrote it down. */
interface Call {
  readonly mount: string;
  readonly operation: string;
  readonly keys: readonly string[];
  readonly effect: string;
  readonly httpStatus: number;
  readonly faultId: string | null;
  readonly atMs: number;
}

async function ask<T>({ simulatorsUrl }: Evidence, path: string): Promise<T> {
  const response = await fetch(`${simulatorsUrl}/__sim/${path}`);
  return (await response.json()) as T;
}

function calls(evidence: Evidence): Promise<Call[]> {
  return ask<Call[]>(evidence, 'journal');
}

/** Codes of the dossiers that an officer accepted. */
function acceptedCodes(evidence: Evidence): Map<string, string> {
  const accepted = new Set(ofType(evidence, 'DossierAccepted').map((event) => text(event, 'dossierId')));
  const assigned = ofType(evidence, 'DossierCodeAssigned').filter((event) => accepted.has(text(event, 'dossierId')));
  return new Map(assigned.map((event) => [text(event, 'dossierId'), text(event, 'dossierCode')]));
}

/** No dossier was booked twice by a ministry, and what we call handed over was booked. */
export const ministryTookEachOnce: Rule<{ calls: readonly { mount: string; operation: string }[] }> = async (
  evidence,
  { calls: meant },
) => {
  const booked = (await calls(evidence)).filter(
    (call) =>
      call.effect === 'created' &&
      meant.some(({ mount, operation }) => mount === call.mount && operation === call.operation),
  );
  const times = new Map([...Map.groupBy(booked, ({ keys }) => keys[0] ?? '')].map(([key, some]) => [key, some.length]));
  const faults: string[] = [];
  for (const [dossierId, code] of acceptedCodes(evidence)) {
    const taken = times.get(code) ?? 0;
    if (taken > 1) faults.push(`${code} was accepted ${taken} times there`);
    if (taken === 0 && lanesOf(evidence, dossierId).some(isDone)) faults.push(`${code} is done here and unknown there`);
  }
  return faults;
};

function lanesOf({ byStream }: Evidence, dossierId: string): (readonly StoredEvent[])[] {
  return [...byStream].flatMap(([stream, events]) =>
    stream.startsWith('delivery-') && stream.endsWith(dossierId) ? [events] : [],
  );
}

function isDone(lane: readonly StoredEvent[]): boolean {
  return lane.some(({ type, data }) => type === 'DeliveryOutcomeRecorded' && data['next'] === 'done');
}

/** Every accepted dossier is handed over or stands in the list of the parked; none hangs. */
export const everyHandOverEnded: Rule<{ dossiers: number }> = (evidence, { dossiers }) => {
  const codes = acceptedCodes(evidence);
  const faults = codes.size < dossiers ? [`${codes.size} dossiers were accepted at the desk, ${dossiers} wanted`] : [];
  for (const [dossierId, code] of codes) {
    const lanes = lanesOf(evidence, dossierId);
    if (lanes.length === 0) faults.push(`${code} was never planned`);
    const ended = lanes.every((lane) => isDone(lane) || lane.some(({ type }) => type === 'DeliveryParked'));
    if (!ended) faults.push(`${code} is neither handed over nor parked: ${lanes[0]?.at(-1)?.type}`);
  }
  return faults;
};

/** So many calls met the fault that was meant for them alone. */
export const faultsStruck: Rule<{ mark: string; least: number }> = async (evidence, { mark, least }) => {
  const struck = new Set(
    (await calls(evidence)).map(({ faultId }) => faultId ?? '').filter((id) => id.startsWith(mark)),
  );
  return struck.size >= least ? [] : [`only ${struck.size} faults struck, ${least} needed for a finding`];
};

/** What a ministry answered stands once in its dossier, however often it was listed. */
export const resultsCameOnce: Rule = (evidence) => {
  const received = Map.groupBy(ofType(evidence, 'ResultReceived'), (event) => text(event, 'dossierId'));
  return [...acceptedCodes(evidence)].flatMap(([dossierId, code]) => {
    const times = received.get(dossierId)?.length ?? 0;
    const due = lanesOf(evidence, dossierId).some(isDone);
    return times > 1 || (due && times === 0) ? [`${code}: its result came ${times} times`] : [];
  });
};

interface PortalState {
  readonly dvcqg?: { readonly TrangThaiHoSo: string; readonly progressStatuses: readonly string[] };
}

/** What the operator of the portal must look at: nobody here can know whether the portal took the step. */
const UNKNOWABLE = 'unknown-not-reconcilable';

/**
 * The portal heard every status, in our order, each once, and shows the last one; of every dossier that has a code, whatever
 * became of it.
 *
 * @param options.dossiers so many there must be at least
 * @param options.unknowable share of dossiers whose lane may wait for an officer, because a process died with a step on its way:
 * of these the portal heard the beginning, and shows a status of ours. None when absent.
 */
export const portalShowsWhatWeKnow: Rule<{ dossiers: number; unknowable?: number }> = async (
  evidence,
  { dossiers, unknowable = 0 },
) => {
  const coded = ofType(evidence, 'DossierCodeAssigned');
  const waiting = waitingForOfficers(evidence);
  const faults = coded.length < dossiers ? [`${coded.length} dossiers, ${dossiers} wanted`] : [];
  if (waiting.size > unknowable * coded.length) faults.push(`${waiting.size} dossiers wait for an officer`);
  for (const event of coded) {
    const code = text(event, 'dossierCode');
    const ours = nationalStatuses(evidence.byStream.get(event.stream) ?? []);
    const { dvcqg } = await ask<PortalState>(evidence, `state/${encodeURIComponent(code)}`);
    const theirs = dvcqg ?? { TrangThaiHoSo: 'nothing', progressStatuses: [] };
    const differ = waiting.has(text(event, 'dossierId')) ? differencesSoFar : differences;
    faults.push(...differ(code, ours, theirs));
  }
  return faults;
};

function waitingForOfficers(evidence: Evidence): ReadonlySet<string> {
  const parked = ofType(evidence, 'DeliveryParked').filter(
    ({ stream, data }) => stream.startsWith('delivery-portal') && data['reason'] === UNKNOWABLE,
  );
  return new Set(parked.map(({ stream }) => stream.slice(stream.indexOf('-', 'delivery-'.length) + 1)));
}

type Shown = NonNullable<PortalState['dvcqg']>;

function differences(code: string, ours: readonly string[], theirs: Shown): string[] {
  const { TrangThaiHoSo: shown, progressStatuses: heard } = theirs;
  if (heard.join() !== ours.join()) return [`${code}: ours ${ours.join()}, the portal's ${heard.join()}`];
  return shown === ours.at(-1) ? [] : [`${code}: the portal shows ${shown}`];
}

/** Nothing else than ours, in our order, as far as it came. */
function differencesSoFar(code: string, ours: readonly string[], { TrangThaiHoSo, progressStatuses }: Shown): string[] {
  const isBeginning = progressStatuses.every((status, place) => status === ours[place]);
  if (isBeginning && ours.includes(TrangThaiHoSo)) return [];
  return [`${code}: ours ${ours.join()}, the portal's ${progressStatuses.join()} and ${TrangThaiHoSo}, waiting`];
}

/** The trouble was felt: calls were answered with each of these. */
export const portalWasTroubled: Rule<{ mount: string; statuses: readonly number[] }> = async (
  evidence,
  { mount, statuses },
) => {
  const seen = new Set(
    (await calls(evidence)).filter((call) => call.mount === mount).map(({ httpStatus }) => httpStatus),
  );
  return statuses.filter((status) => !seen.has(status)).map((status) => `no call was answered ${status}`);
};

/** In no second of the outside system's clock more calls than allowed. */
export const callRateIsBounded: Rule<{ mount: string; perSecond: number }> = async (evidence, { mount, perSecond }) => {
  const times = (await calls(evidence)).filter((call) => call.mount === mount).map(({ atMs }) => atMs);
  times.sort((one, other) => one - other);
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last += 1) {
    while (times[last]! - times[first]! >= 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most <= perSecond ? [] : [`${most} calls in one second, ${perSecond} allowed`];
};

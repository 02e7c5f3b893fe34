import { type Catalogue, type DossierEvent, codesStream, dossierDecider } from '@motcua/domain';
import type { EventStore, RecordedEvent } from '@motcua/event-store';
import { factOf, isUuid } from '@motcua/service-kit';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { UsageFault } from '../usage-fault.js';
import { type ShownState, inVietnam, linesOfState, shownState } from './dossier-state.js';
import { momentOf } from './moment.js';

export interface ShowOptions {
  /** See `momentOf`; now when absent. */
  readonly at?: string;
  readonly json?: boolean;
}

/**
 * The facts of a dossier recorded until a moment, and the state that they fold to; public parts only: nothing is opened, so
 * nothing is logged as a look.
 *
 * @throws {UsageFault} unknown, not there yet, or not a moment
 */
export async function runShow(
  installation: Installation,
  output: Output,
  codeOrId: string,
  { at, json = false }: ShowOptions,
): Promise<number> {
  const moment = at === undefined ? undefined : momentOf(at);
  const { catalogue: rules } = await installation.catalogue();
  const { store, clock } = installation;
  const events = await store.read(`dossier-${await dossierIdOf(store, rules, codeOrId)}`);
  const known = recordedUntil(events, moment);
  const shown = { at: moment ?? clock.now(), state: stateOf(known, rules), facts: known.map(publicPart) };
  if (json) output.json(shown);
  else for (const line of linesOf(shown)) output.say(line);
  return 0;
}

/**
 * The beginning of a stream, up to the first fact that was recorded later: clocks of two apps may disagree by some milliseconds,
 * and a history with a hole in it folds to a state that never was.
 *
 * @throws {UsageFault} nothing there, or not yet
 */
function recordedUntil(events: readonly RecordedEvent[], moment: string | undefined): readonly RecordedEvent[] {
  if (events.length === 0) throw new UsageFault('there is no such dossier');
  if (moment === undefined) return events;
  const later = events.findIndex(({ meta }) => Date.parse(meta.recordedAt) > Date.parse(moment));
  if (later === 0) throw new UsageFault(`the dossier had no facts yet at ${moment}`);
  return later === -1 ? events : events.slice(0, later);
}

function stateOf(events: readonly RecordedEvent[], rules: Catalogue): ShownState {
  const { evolve, initialState } = dossierDecider(rules);
  return shownState(events.map((event) => factOf<DossierEvent>(event)).reduce(evolve, initialState()));
}

interface Shown {
  readonly at: string;
  readonly state: ShownState;
  readonly facts: readonly ReturnType<typeof publicPart>[];
}

function linesOf({ at, state, facts }: Shown): string[] {
  return [
    ...facts.flatMap(({ version, type, recordedAt, actor, sealed, data }) => [
      `${version}  ${recordedAt}  ${type}  ${actor}${sealed ? '  [sealed part]' : ''}`,
      `     ${JSON.stringify(data)}`,
    ]),
    '',
    `as it stood at ${at}, ${inVietnam(at)} in Vietnam`,
    ...linesOfState(state),
  ];
}

function publicPart({ version, type, id, position, data: { sealed, dossierId: _same, ...data }, meta }: RecordedEvent) {
  const { recordedAt, actor, actorRole, causationId } = meta;
  return { version, type, id, position, recordedAt, actor, actorRole, causationId, sealed: sealed !== undefined, data };
}

async function dossierIdOf(store: EventStore, rules: Catalogue, codeOrId: string): Promise<string> {
  if (isUuid(codeOrId)) return codeOrId;
  const parsed = rules.parseCode(codeOrId);
  if (!parsed.ok) throw new UsageFault(`not a dossier code or id (${parsed.fault})`);
  if (parsed.code.kind === 'central') throw new UsageFault('a code of a ministry: only the desk can look it up');
  const { unitCode, day, ordinal } = parsed.code;
  const found = await issuedTo(store, codesStream(unitCode, day), ordinal);
  if (found === undefined) throw new UsageFault('no dossier has this code');
  return found;
}

async function issuedTo(store: EventStore, stream: string, ordinal: number): Promise<string | undefined> {
  const issued = (await store.read(stream)).find(({ data }) => data['ordinal'] === ordinal);
  return issued === undefined ? undefined : String(issued.data['dossierId']);
}

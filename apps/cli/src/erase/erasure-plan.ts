import { type Catalogue, type Dossier, type DossierEvent, Rejected, dossierDecider } from '@motcua/domain';
import type { EventStore, RecordedEvent } from '@motcua/event-store';
import { factOf } from '@motcua/service-kit';
import { blobIdsIn, eventsOf } from '../events.js';

/** `restrict` keeps the data and closes them; `shred` destroys their keys. */
export type Policy = 'restrict' | 'shred';

/** One dossier that speaks of the person. */
export interface DossierTarget {
  readonly dossierId: string;
  readonly status: Dossier['status'];
  readonly procedureVersionId: string | null;
  /** What its procedure version says; `restrict` where nothing is known of it. */
  readonly policyOfProcedure: Policy;
  /** What will be done. */
  readonly policy: Policy;
  /** What was done before. */
  readonly erased: Policy | null;
}

/** Sealed data about the person under a key of their own, outside any dossier. */
export interface OtherTarget {
  readonly owner: string;
  readonly stream: string;
}

export interface ErasurePlan {
  readonly dossiers: readonly DossierTarget[];
  readonly others: readonly OtherTarget[];
}

/** Everything of one dossier that must become unreadable. */
export interface DossierTraces {
  readonly sealed: readonly { readonly stream: string; readonly eventId: string; readonly sealed: string }[];
  readonly blobIds: readonly string[];
}

/** States in which somebody still has work to do, which shredding makes impossible. */
const OPEN: readonly Dossier['status'][] = [
  'submitted',
  'accepted',
  'processing',
  'supplementRequested',
  'paymentRequested',
  'resolved',
];

export function isOpen({ status }: DossierTarget): boolean {
  return OPEN.includes(status);
}

/**
 * Finds what speaks of a person by the blind index that stands with the facts (`subjects`), and decides by procedure what is to
 * be done: a law that demands that a dossier is kept goes before erasure.
 *
 * @param index blind index `person` of the identity number
 * @param forceShred shred whatever the procedure says
 */
export async function planErasure(
  store: EventStore,
  catalogue: Catalogue,
  index: string,
  forceShred: boolean,
): Promise<ErasurePlan> {
  const dossierIds = new Set<string>();
  const others = new Map<string, OtherTarget>();
  for await (const { stream, data, meta } of eventsOf(store, {})) {
    if (!speaksOf(meta, index)) continue;
    const owner = String(data['dossierId']);
    if (stream === `dossier-${owner}` || stream.startsWith('delivery-')) dossierIds.add(owner);
    else others.set(owner, { owner, stream });
  }
  const dossiers: DossierTarget[] = [];
  for (const dossierId of dossierIds) {
    dossiers.push(targetOf(dossierId, await store.read(`dossier-${dossierId}`), catalogue, forceShred));
  }
  return { dossiers, others: [...others.values()].filter(({ owner }) => !dossierIds.has(owner)) };
}

function speaksOf(meta: RecordedEvent['meta'], index: string): boolean {
  return [meta['subjects'], meta['owners']].some((list) => (list ?? '').split(',').includes(index));
}

function targetOf(
  dossierId: string,
  history: readonly RecordedEvent[],
  catalogue: Catalogue,
  forceShred: boolean,
): DossierTarget {
  const { evolve, initialState } = dossierDecider(catalogue);
  const state = history.map((event) => factOf<DossierEvent>(event)).reduce(evolve, initialState());
  const procedureVersionId = 'procedureVersionId' in state ? state.procedureVersionId : null;
  const erased = ('erased' in state ? state.erased : null) ?? null;
  const policyOfProcedure = policyIn(catalogue, procedureVersionId);
  // keys that are gone do not come back, whatever the procedure says by now
  const policy = forceShred || erased === 'shred' ? 'shred' : policyOfProcedure;
  return { dossierId, status: state.status, procedureVersionId, policyOfProcedure, policy, erased };
}

function policyIn(catalogue: Catalogue, procedureVersionId: string | null): Policy {
  if (procedureVersionId === null) return 'restrict';
  try {
    return catalogue.version(procedureVersionId).erasure;
  } catch (error) {
    if (error instanceof Rejected) return 'restrict';
    throw error;
  }
}

/** The sealed texts and files in the dossier's own stream and in those of its hand-overs. */
export async function tracesOf(
  store: EventStore,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, DossierTraces>> {
  const found = new Map(
    dossierIds.map((id) => [id, { sealed: [] as DossierTraces['sealed'][number][], blobIds: new Set<string>() }]),
  );
  for await (const event of eventsOf(store, { categories: ['dossier', 'delivery'] })) {
    const traces = found.get(String(event.data['dossierId']));
    if (traces === undefined) continue;
    const { sealed, ...data } = event.data;
    if (typeof sealed === 'string') traces.sealed.push({ stream: event.stream, eventId: event.id, sealed });
    for (const blobId of blobIdsIn(data)) traces.blobIds.add(blobId);
  }
  return new Map([...found].map(([id, { sealed, blobIds }]) => [id, { sealed, blobIds: [...blobIds] }]));
}

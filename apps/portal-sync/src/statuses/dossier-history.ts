import {
  dossierDecider,
  isOnline,
  type CanonicalStatus,
  type Catalogue,
  type Dossier,
  type DossierEvent,
  type FiledDossier,
} from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { factOf, type LifecycleStep } from '@motcua/service-kit';
import { handlerName } from './handler-name.js';
import { portalStatus, type RefusalAfterAcceptance } from './portal-status.js';
import { toldFacts, type ToldFact } from './told-facts.js';

/** A fact the portal has to learn of, with the dossier as it stood right after it. */
export interface PortalFact {
  readonly eventId: string;
  readonly version: number;
  /** Business time of the fact. */
  readonly occurredAt: string;
  readonly actor: string;
  /** What goes into the progress; null for facts that only change the dossier's data. */
  readonly step: Omit<LifecycleStep, 'dossierCode'> | null;
}

/** What the portal must know of a dossier that was filed here and has its code. Nothing personal. */
export interface DossierHistory {
  readonly dossier: FiledDossier;
  readonly dossierCode: string;
  readonly status: CanonicalStatus;
  /** The portal's own code, when it took the dossier in itself. */
  readonly nationalCode: string | null;
  /** The fact after which the dossier can be told for the first time. */
  readonly first: PortalFact;
  /** In their order, `first` among them or before them. */
  readonly facts: readonly PortalFact[];
  /** Number of facts in the dossier's stream. */
  readonly version: number;
}

interface Folding {
  readonly dossier: Dossier;
  readonly facts: readonly PortalFact[];
  readonly first: PortalFact | null;
  readonly nationalCode: string | null;
}

/**
 * @returns undefined when the portal is told nothing: no code yet, a mirror of a dossier that another system keeps in step, a
 * voided code, or erased personal data
 */
export function historyOf(
  events: readonly RecordedEvent[],
  catalogue: Catalogue,
  refusal: RefusalAfterAcceptance,
  system: string,
): DossierHistory | undefined {
  const { evolve, initialState } = dossierDecider(catalogue);
  const start: Folding = { dossier: initialState(), facts: [], first: null, nationalCode: null };
  const { dossier, facts, first, nationalCode } = events.reduce<Folding>((before, event) => {
    const after = evolve(before.dossier, factOf<DossierEvent>(event));
    const fact = factTold(event, before.dossier, after, { catalogue, refusal });
    const next = { ...before, dossier: after, facts: fact === null ? before.facts : [...before.facts, fact] };
    if (before.first !== null || !isTellable(after)) return next;
    return { ...next, first: fact ?? plainFact(event), nationalCode: nationalCodeOf(after, system) };
  }, start);
  if (first === null || !isTellable(dossier) || dossier.erased !== null) return undefined;
  const status = portalStatus(dossier, refusal);
  if (status === null) return undefined;
  const { dossierCode } = dossier;
  return { dossier, dossierCode, status, nationalCode, first, facts, version: events.length };
}

type Tellable = FiledDossier & { readonly dossierCode: string };

function isTellable(dossier: Dossier): dossier is Tellable {
  return isFiled(dossier) && dossier.dossierCode !== null;
}

function isFiled(dossier: Dossier): dossier is FiledDossier {
  return 'procedureVersionId' in dossier && dossier.status !== 'mirror';
}

function nationalCodeOf(dossier: FiledDossier, system: string): string | null {
  return dossier.externalCodes.find((one) => one.system === system)?.code ?? null;
}

interface Rules {
  readonly catalogue: Catalogue;
  readonly refusal: RefusalAfterAcceptance;
}

function factTold(event: RecordedEvent, before: Dossier, after: Dossier, rules: Rules): PortalFact | null {
  const told = Object.hasOwn(toldFacts, event.type) ? toldFacts[event.type as DossierEvent['type']] : undefined;
  if (told === undefined || told.tells === 'nothing' || told.tells === 'erased') return null;
  const occurredAt = String(event.data[told.at]);
  const fact = { ...plainFact(event), occurredAt };
  if (told.tells === 'packet') return { ...fact, step: null };
  const step = stepOf(event, told, before, after, rules);
  return step === null && told.tells === 'step' ? null : { ...fact, step };
}

function plainFact({ id, version, meta }: RecordedEvent): PortalFact {
  return { eventId: id, version, occurredAt: meta.recordedAt, actor: meta.actor, step: null };
}

function stepOf(
  event: RecordedEvent,
  told: Extract<ToldFact, { tells: 'status' | 'step' }>,
  before: Dossier,
  after: Dossier,
  { catalogue, refusal }: Rules,
): PortalFact['step'] {
  const status = portalStatus(after, refusal);
  if (status === null || !isFiled(after) || isWithoutStep(event, after)) return null;
  if (told.tells === 'status' && status === portalStatus(before, refusal)) return null;
  const at = String(event.data[told.at]);
  return {
    status,
    at,
    handlerName: handlerName(event.meta.actorRole),
    handlerTitle: null,
    unitName: catalogue.unit(after.positions.at(-1)?.unit ?? after.receivingUnit).name,
    content: told.text,
    startedAt: at,
    dueAt: dueOf(after),
  };
}

/** A counter dossier is submitted and accepted in one act, and begins with the acceptance. */
function isWithoutStep({ type }: RecordedEvent, { channel }: FiledDossier): boolean {
  return type === 'DossierSubmitted' && !isOnline(channel);
}

/** The due date of the resolution; before acceptance the one by which the applicant is answered, which is all that was promised. */
export function dueOf(dossier: FiledDossier): string | null {
  return dossier.acceptance?.due.dueAt ?? dossier.intakeAnswer?.dueAt ?? null;
}

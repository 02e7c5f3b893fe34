import {
  feesFor,
  Rejected,
  type FiledDossier,
  type JsonObject,
  type Person,
  type ProcedureVersion,
} from '@motcua/domain';
import type { DossierSnapshot, OpenedEvent, SupplementView } from '@motcua/service-kit';
import { handlerName } from '../statuses/handler-name.js';

/** What the applicant sent in, as later supplements corrected it; undefined when it can no longer be opened. */
export interface Declared {
  readonly applicant: Person;
  readonly submitter: Person;
  readonly declaration: JsonObject;
  readonly matter: string;
  readonly techId: string | null;
}

/** Contacts of the requester (`nyc`) in the declaration forms: a supplement may bring what was missing. */
const contacts = { phone: 'nycDienThoai', email: 'nycEmail' } as const;

export function declaredIn(events: readonly OpenedEvent[]): Declared | undefined {
  const submitted = events.find((event) => event.type === 'DossierSubmitted')?.personal;
  if (submitted === undefined) return undefined;
  const corrections = events.flatMap((event) =>
    event.type === 'SupplementSubmitted' && event.personal?.declaration ? [event.personal.declaration] : [],
  );
  const corrected: JsonObject = Object.assign({}, ...corrections) as JsonObject;
  const applicant = {
    ...submitted.applicant,
    phone: textOf(corrected[contacts.phone]) ?? submitted.applicant.phone,
    email: textOf(corrected[contacts.email]) ?? submitted.applicant.email,
  };
  const techId = events.findLast((event) => event.type === 'AccountResolved')?.personal?.techId ?? submitted.techId;
  return { ...submitted, applicant, declaration: { ...submitted.declaration, ...corrected }, techId };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The fees by the rules of the version; when its rules cannot tell, none are stated. */
export function feesOf(
  version: ProcedureVersion,
  { channel, procedureCase }: FiledDossier,
  declaration: JsonObject,
): DossierSnapshot['fees'] {
  try {
    const { items } = feesFor(version, { declaration, channel, procedureCase });
    return items.map(({ code, name, amount, collect }) => ({
      code,
      name: name.vi,
      amount,
      collect,
      kind: name.vi.toLowerCase().startsWith('lệ phí') ? 'charge' : 'fee',
    }));
  } catch (error) {
    if (error instanceof Rejected) return [];
    throw error;
  }
}

/** Every request for papers with its answer. Instants of due dates are those before the request and after its completion. */
export function supplementsOf(events: readonly OpenedEvent[], roleOf: (eventId: string) => string): SupplementView[] {
  const start: Supplements = { views: [], due: null };
  const { views } = events.reduce<Supplements>(({ views: before, due }, event) => {
    const by = handlerName(roleOf(event.id));
    const after =
      event.type === 'SupplementRequested' ? [...before, requested(event, before.length + 1, due, by)] : before;
    return { views: answered(after, event, by), due: dueIn(event) ?? due };
  }, start);
  return [...views];
}

interface Supplements {
  readonly views: readonly SupplementView[];
  /** The resolution's due date by now. */
  readonly due: string | null;
}

function answered(views: readonly SupplementView[], event: OpenedEvent, by: string): readonly SupplementView[] {
  const open = views.at(-1);
  if (open === undefined) return views;
  if (event.type === 'SupplementSubmitted')
    return [...views.slice(0, -1), { ...open, receivedAt: event.data.submittedAt }];
  if (event.type !== 'SupplementCompleted') return views;
  const dueAfter = event.data.due?.dueAt ?? null;
  return [...views.slice(0, -1), { ...open, completed: true, receivedBy: by, dueAfter }];
}

type Requested = Extract<OpenedEvent, { readonly type: 'SupplementRequested' }>;

function requested({ data, personal }: Requested, number: number, due: string | null, by: string): SupplementView {
  return {
    number,
    requestedBy: by,
    content: [personal?.reason, ...(personal?.itemTexts ?? [])].filter((text) => (text ?? '') !== '').join('; '),
    requestedAt: data.requestedAt,
    receivedBy: null,
    receivedInfo: null,
    receivedAt: null,
    completed: false,
    dueBefore: due,
    dueAfter: null,
  };
}

/** The resolution's due date that a fact sets. */
function dueIn(event: OpenedEvent): string | null {
  const due = 'due' in event.data && event.type !== 'SupplementRequested' && event.type !== 'OpinionRequested';
  return due ? ((event.data.due as { readonly dueAt: string } | null)?.dueAt ?? null) : null;
}

import { dossierDecider, type Catalogue, type DossierCommand, type DossierEvent } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import type { OpenedEvent } from '@motcua/service-kit';

/** A command with the role of whoever gives it, or a fact that no command makes. */
export type Turn = { readonly command: DossierCommand; readonly role: string } | { readonly fact: DossierEvent };

/** The stream that a row of turns leaves behind, as the store keeps it and as it reads once opened. */
export function recorded(
  catalogue: Catalogue,
  turns: readonly Turn[],
): { readonly events: readonly RecordedEvent[]; readonly opened: readonly OpenedEvent[] } {
  const { decide, evolve, initialState } = dossierDecider(catalogue);
  const facts: { readonly fact: DossierEvent; readonly role: string }[] = [];
  for (const turn of turns) {
    const state = facts.map(({ fact }) => fact).reduce(evolve, initialState());
    if ('fact' in turn) facts.push({ fact: turn.fact, role: 'system' });
    else facts.push(...decide(turn.command, state).map((fact) => ({ fact, role: turn.role })));
  }
  return {
    events: facts.map(({ fact, role }, index) => recordedEvent(fact, role, index + 1)),
    opened: facts.map(({ fact }, index) => openedEvent(fact, index + 1)),
  };
}

const recordedAt = '2026-11-16T02:00:00.000Z';

function recordedEvent({ type, data }: DossierEvent, actorRole: string, version: number): RecordedEvent {
  const meta = { correlationId: 'c', causationId: 'c', actor: 'somebody', actorRole, recordedAt };
  const stream = `dossier-${data.dossierId}`;
  const position = String(version);
  return { id: `event-${version}`, type, schemaVersion: 1, data: { ...data }, meta, stream, version, position };
}

function openedEvent(fact: DossierEvent, version: number): OpenedEvent {
  return { ...fact, id: `event-${version}`, version, actor: 'somebody', recordedAt };
}

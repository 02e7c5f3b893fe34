import { EventStore, type Position } from '@motcua/event-store';
import type { Actor } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { DeskViews } from '../views/desk-views.js';
import { seesRow } from '../views/unit-scope.js';
import { workListView } from '../views/work-list/work-list.view.js';

/** A dossier that moved, and where the log then stood. */
export interface Change {
  readonly position: Position;
  readonly dossierId: string;
  readonly version: number;
  /** Units whose officers see it; and those with everything above them. */
  readonly units: readonly string[];
  readonly unitPath: readonly string[];
}

export interface Changes {
  readonly changes: readonly Change[];
  /** Where to read on. */
  readonly next: Position;
  readonly atHead: boolean;
}

/** Longer than the lists ever need; when they stand still, nobody is called to look at them. */
const SHOWN_WITHIN_MS = 5_000;

/** Facts of the log that are read at once. */
export const SLICE = 500;

/** Reads what moved from the log itself, so that it is the same for every process of the desk. */
@Injectable()
export class ChangeReader {
  constructor(
    readonly store: EventStore,
    private readonly views: DeskViews,
  ) {}

  /**
   * The dossiers that moved after a position, each once, when the lists show them: whoever looks then sees it.
   *
   * @returns undefined when the lists do not show it yet: ask again @throws {StoreUnavailable} @throws {PositionUnknown}
   */
  async after(position: Position): Promise<Changes | undefined> {
    const { events, next, atHead } = await this.store.readAll(position, { categories: ['dossier'] }, SLICE);
    const last = events.at(-1);
    if (last === undefined) return { changes: [], next, atHead };
    if (!(await this.views.runner.waitFor(workListView, last.position, SHOWN_WITHIN_MS))) return undefined;
    const newest = new Map(events.map((event) => [String(event.data['dossierId']), event]));
    const { rows } = await sql<{ dossier_id: string; units: string[]; unit_path: string[] }>`
      SELECT dossier_id, units, unit_path FROM desk.dossiers
      WHERE dossier_id = ANY (${[...newest.keys()]}::uuid[])`.execute(this.views.tables);
    const changes = rows.map(({ dossier_id: dossierId, units, unit_path: unitPath }) => {
      const { position: at, version } = newest.get(dossierId)!;
      return { position: at, dossierId, version, units, unitPath };
    });
    return { changes: changes.toSorted((a, b) => this.store.distance(b.position, a.position)), next, atHead };
  }
}

/** Whether an officer may hear of it; the same rule as for the rows of the lists. */
export function mayHear({ units, unitPath }: Change, actor: Actor): boolean {
  return seesRow(actor, { units, unitPath });
}

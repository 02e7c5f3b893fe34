import type { Actor } from '@motcua/service-kit';
import { type RawBuilder, sql } from 'kysely';

/** Roles whose holders answer for everything below their units; see `Actor.mayActFor`. */
const COVERS_SUBTREE = ['unitLeader', 'administrator'] as const;

/** The dossiers (`d` = `desk.dossiers`) that an actor may see: the same rule as `Actor.mayActFor`, for rows. */
export function visibleTo(actor: Actor): RawBuilder<boolean> {
  return actor.has(...COVERS_SUBTREE)
    ? sql`d.unit_path && ${actor.units}::text[]`
    : sql`d.units && ${actor.units}::text[]`;
}

/** The same rule for a row that is in hand. */
export function seesRow(
  actor: Actor,
  row: { readonly units: readonly string[]; readonly unitPath: readonly string[] },
): boolean {
  const seen = actor.has(...COVERS_SUBTREE) ? row.unitPath : row.units;
  return seen.some((unit) => actor.units.includes(unit));
}

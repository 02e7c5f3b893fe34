import { type Actor, Problem } from '@motcua/service-kit';

/** What serves every unit is for an administrator of the whole province (level 1) alone. @throws {Problem} 403 */
export function demandProvince(actor: Actor): void {
  if (actor.units.some((unit) => !unit.includes('.'))) return;
  throw new Problem(403, 'administration.province-only', 'Việc này dành cho quản trị viên cấp tỉnh.');
}

import { holds } from './condition.js';
import type { Channel, Component, ProcedureVersion } from './procedure.js';

/** One thing that the applicant has to hand in: any of these components, the first being the preferred one. */
export interface Requirement {
  readonly anyOf: readonly Component[];
}

/**
 * What the applicant must hand in on a channel, given the declaration. What a database holds is never asked for; what is only shown
 * is asked for at the counter alone.
 *
 * @law NĐ 61/2018/NĐ-CP art. 16, 17; NĐ 309/2026/NĐ-CP art. 8 (no paper that a database holds)
 */
export function requiredComponents(version: ProcedureVersion, declaration: unknown, channel: Channel): Requirement[] {
  const asked = version.components.filter((component) => isAsked(component, channel));
  const groups = Map.groupBy(asked, ({ anyOfGroup, code }) => anyOfGroup ?? `component ${code}`);
  return [...groups.values()]
    .filter((members) => members.some((component) => isRequired(component, declaration)))
    .map((anyOf) => ({ anyOf }));
}

/**
 * The requirements that nothing handed in satisfies.
 *
 * @param present codes of the components that stand in their slots
 */
export function missingComponents(
  version: ProcedureVersion,
  declaration: unknown,
  channel: Channel,
  present: readonly string[],
): Requirement[] {
  return requiredComponents(version, declaration, channel).filter(
    ({ anyOf }) => !anyOf.some(({ code }) => present.includes(code)),
  );
}

function isAsked({ source, channels }: Component, channel: Channel): boolean {
  if (source === 'database' || (source === 'shown' && channel !== 'counter')) return false;
  return channels === undefined || channels.includes(channel);
}

function isRequired({ required }: Component, declaration: unknown): boolean {
  if (typeof required === 'string') return required === 'always';
  return holds(required, declaration);
}

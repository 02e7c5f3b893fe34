import { eventTypePrefix } from '../topics.js';

const SUFFIX = '.v1';
const KEBAB = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;

/** `DossierCodeAssigned` -> `vn.motcua.dossier.dossier-code-assigned.v1`. */
export function wireType(name: string): string {
  const kebab = name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return `${eventTypePrefix}${kebab}${SUFFIX}`;
}

/**
 * The way back; also for names that this build does not know, because events are added within a major version.
 *
 * @returns undefined where the type is none of ours, or of another major version
 */
export function nameOfWireType(type: string): string | undefined {
  if (!type.startsWith(eventTypePrefix) || !type.endsWith(SUFFIX)) return undefined;
  const kebab = type.slice(eventTypePrefix.length, -SUFFIX.length);
  if (!KEBAB.test(kebab)) return undefined;
  return kebab.replaceAll(/(?:^|-)[a-z]/g, (start) => start.at(-1)!.toUpperCase());
}

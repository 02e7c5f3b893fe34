import type { JsonObject } from './event-store.js';

/** A dossier gets one code: the store itself refuses a second `CodeIssued` for a dossier, whoever issues it. */
export function onceKey(type: string, data: JsonObject): string | undefined {
  const dossierId = data['dossierId'];
  return type === 'CodeIssued' && typeof dossierId === 'string' ? dossierId : undefined;
}

import { eventHeaders, snapshotHeaders } from '../cloud-events/header-shapes.js';
import { wireType } from '../cloud-events/wire-type.js';
import { lifecycleEvents } from '../lifecycle/lifecycle-events.js';
import type { JsonSchema } from '../schema/shape.js';
import { dossierSnapshot } from '../snapshot/dossier-snapshot.js';
import { eventTypePrefix } from '../topics.js';

/** A JSON Schema 2020-12 that stands by itself. */
export interface SchemaDocument extends JsonSchema {
  readonly $schema: 'https://json-schema.org/draft/2020-12/schema';
  readonly $id: string;
  readonly title: string;
}

/** The schemas that integrators validate by, by file name without `.json`: one per event, the snapshot, and both header sets. */
export function messageSchemas(): Readonly<Record<string, SchemaDocument>> {
  const events = Object.entries(lifecycleEvents).map(([name, { about, data }]) => {
    return [fileOf(name), document(wireType(name), name, { ...data, description: about })] as const;
  });
  return Object.fromEntries([
    ...events,
    ['dossier-snapshot', document(wireType('DossierSnapshot'), 'DossierSnapshot', dossierSnapshot)],
    ['event-headers', document(`${eventTypePrefix}headers.v1`, 'headers of an event', eventHeaders)],
    ['snapshot-headers', document(`${eventTypePrefix}snapshot-headers.v1`, 'headers of a snapshot', snapshotHeaders)],
  ]);
}

/** `DossierAccepted` -> `dossier-accepted`. */
export function fileOf(name: string): string {
  return wireType(name).slice(eventTypePrefix.length, -'.v1'.length);
}

function document(id: string, title: string, schema: JsonSchema): SchemaDocument {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:motcua:${id}`,
    title,
    ...schema,
  };
}

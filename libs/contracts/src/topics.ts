/** The topics of this product; the suffix is the major version, within which nothing breaks. */
export const topics = {
  dossierLifecycle: 'motcua.dossier.lifecycle.v1',
  /** Compacted: the latest public snapshot of each dossier. */
  dossierSnapshot: 'motcua.dossier.snapshot.v1',
} as const;

/** Where events are sent again to one subscriber only. @param subscriber its registered name, e.g. `provincial-dashboard` */
export function replayTopic(topic: string, subscriber: string): string {
  return `${topic}.replay.${subscriber}`;
}

/** What a record on a replay topic carries beside the headers that it had the first time. */
export const replayHeaders = { id: 'replay-id', replayed: 'replayed' } as const;

/** Prefix of the CloudEvents `type`; followed by the event name in kebab case and `.v1`. */
export const eventTypePrefix = 'vn.motcua.dossier.';

/** The topics of this product; the suffix is the major version, within which nothing breaks. */
export const topics = {
  dossierLifecycle: 'motcua.dossier.lifecycle.v1',
  /** Compacted: the latest public snapshot of each dossier. */
  dossierSnapshot: 'motcua.dossier.snapshot.v1',
} as const;

/** Prefix of the CloudEvents `type`; followed by the event name in kebab case and `.v1`. */
export const eventTypePrefix = 'vn.motcua.dossier.';

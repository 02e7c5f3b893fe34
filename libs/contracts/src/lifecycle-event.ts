/**
 * A public lifecycle fact of a dossier, as every subscriber sees it: in process from the embedded feed, or from the Kafka topic
 * as a CloudEvent in binary mode. It carries no personal data, and no account of a citizen.
 */
export interface LifecycleEvent {
  /** The event's id in the store; equal for every delivery of the same fact. */
  readonly id: string;
  /** Event name, e.g. `DossierAccepted`; on the wire `vn.motcua.dossier.dossier-accepted.v1`. */
  readonly type: string;
  readonly dossierId: string;
  /** 1..n without holes within a dossier. */
  readonly dossierVersion: number;
  /** Business time is inside `data` (which field: `lifecycleEvents`); this is when the app recorded it. ISO 8601 UTC. */
  readonly recordedAt: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

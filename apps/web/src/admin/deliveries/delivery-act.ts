import { ministryConnector, portalSync } from '../../api/client.ts';

export type DeliveryAct = 'retry' | 'release' | 'settle' | 'resend';

export interface DeliveryPlace {
  readonly system: string;
  readonly dossierId: string;
  readonly seq: number;
}

export interface ActWords {
  /** Why; sealed. */
  readonly note: string;
  /** Of a release. */
  readonly next: 'send' | 'reconcile';
  /** Of a settlement. */
  readonly fileId: string;
}

/** What may be done about a delivery in a state; the server has the last word. */
export function actsIn(state: string): readonly DeliveryAct[] {
  if (state === 'held' || state === 'parked') return ['retry', 'release', 'settle'];
  return state === 'done' || state === 'settled' ? ['resend'] : [];
}

/** Does it at the app that sends there: the national portal has one, all professional systems another. */
export async function actOn(
  place: DeliveryPlace,
  act: DeliveryAct,
  { note, next, fileId }: ActWords,
  header: { 'Idempotency-Key': string },
): Promise<void> {
  const params = { path: { ...place }, header };
  // both apps have the same acts under their own name
  const app = place.system.startsWith('portal.') ? PORTAL : MINISTRY;
  switch (act) {
    case 'retry':
      return app.retry({ params, body: { note } });
    case 'release':
      return app.release({ params, body: { note, next } });
    case 'settle':
      return app.settle({ params, body: { note, fileId } });
    case 'resend':
      return app.resend({ params, body: { note } });
  }
}

/** No interface: the client wants what it could index. */
type Call<Body> = {
  readonly params: { path: DeliveryPlace; header: { 'Idempotency-Key': string } };
  readonly body: Body;
};

interface Acts {
  retry(call: Call<{ note: string }>): Promise<void>;
  release(call: Call<{ note: string; next: 'send' | 'reconcile' }>): Promise<void>;
  settle(call: Call<{ note: string; fileId: string }>): Promise<void>;
  resend(call: Call<{ note: string }>): Promise<void>;
}

const MINISTRY: Acts = {
  async retry(call) {
    await ministryConnector.POST('/api/ministry-connector/v1/deliveries/{system}/{dossierId}/{seq}/retry', call);
  },
  async release(call) {
    await ministryConnector.POST('/api/ministry-connector/v1/deliveries/{system}/{dossierId}/{seq}/release', call);
  },
  async settle(call) {
    await ministryConnector.POST('/api/ministry-connector/v1/deliveries/{system}/{dossierId}/{seq}/settle', call);
  },
  async resend(call) {
    await ministryConnector.POST('/api/ministry-connector/v1/deliveries/{system}/{dossierId}/{seq}/resend', call);
  },
};

const PORTAL: Acts = {
  async retry(call) {
    await portalSync.POST('/api/portal-sync/v1/deliveries/{system}/{dossierId}/{seq}/retry', call);
  },
  async release(call) {
    await portalSync.POST('/api/portal-sync/v1/deliveries/{system}/{dossierId}/{seq}/release', call);
  },
  async settle(call) {
    await portalSync.POST('/api/portal-sync/v1/deliveries/{system}/{dossierId}/{seq}/settle', call);
  },
  async resend(call) {
    await portalSync.POST('/api/portal-sync/v1/deliveries/{system}/{dossierId}/{seq}/resend', call);
  },
};

import { Rejected } from '../rejected.js';
import type { DeliveryEvent } from './delivery-event.js';
import type { Delivery, Lane } from './delivery-lane.js';
import type { DeliveryRejection } from './delivery-rejections.js';

export function refuse(code: DeliveryRejection, details: Rejected['details'] = {}): never {
  throw new Rejected(code, details);
}

export function deliveryOf(lane: Lane, seq: number): Delivery {
  return lane.deliveries.find((delivery) => delivery.seq === seq) ?? refuse('delivery.unknown', { seq });
}

/** A lane with deliveries knows its dossier; only a lane without any does not. */
export function dossierOf(lane: Lane): string {
  return lane.dossierId ?? refuse('delivery.unknown');
}

export type OutcomeData = Extract<DeliveryEvent, { type: 'DeliveryOutcomeRecorded' }>['data'];

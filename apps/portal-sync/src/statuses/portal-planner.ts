import type { Lane } from '@motcua/domain';
import type { DeliveryEngine } from '@motcua/service-kit';
import { owedDeliveries } from './owed-deliveries.js';
import type { DossierHistory } from './dossier-history.js';

/** Plans what the portal is owed; planned twice, it is planned once. @returns how many deliveries are new */
export async function planOwed(
  engine: DeliveryEngine,
  system: string,
  lane: Lane,
  history: DossierHistory,
): Promise<number> {
  const owed = owedDeliveries(lane, history);
  const { dossierId } = history.dossier;
  for (const { op, fact } of owed) {
    const { eventId: sourceEventId, occurredAt, actor } = fact;
    await engine.plan({ dossierId, system, op, sourceEventId, occurredAt, actor });
  }
  return owed.length;
}

import type { LifecycleEvent } from '@motcua/contracts';
import { EventStore, type RecordedEvent } from '@motcua/event-store';
import { OnLifecycle } from '@motcua/service-kit';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CodeIssuer } from './code-issuer.js';

/** Facts after which a dossier may need a code. History counts too: a code that was missed is issued late, on its own day. */
@Controller()
export class CodeRequestConsumer {
  constructor(
    private readonly issuer: CodeIssuer,
    private readonly store: EventStore,
  ) {}

  @OnLifecycle({
    consumer: 'dossier-code',
    types: ['CodeRequested', 'DossierSubmitted', 'DossierAccepted'],
    startFrom: 'beginning',
    concurrency: 100,
    instances: 'one',
  })
  async on(@Payload() event: LifecycleEvent): Promise<void> {
    const need = await this.needOf(event);
    if (need === undefined) return;
    const { dossierId, dossierVersion, correlationId, id } = event;
    await this.issuer.issue({ ...need, dossierId, dossierVersion, correlationId, causationId: id });
  }

  private async needOf(event: LifecycleEvent): Promise<{ unitCode: string; issuedAt: string } | undefined> {
    const data = event.data as Record<string, string>;
    switch (event.type) {
      case 'CodeRequested':
        return { unitCode: data['unitCode']!, issuedAt: data['requestedAt']! };
      case 'DossierSubmitted':
        if (data['codeIssuedAt'] !== 'submission' || (await this.hasCode(event))) return undefined;
        return { unitCode: data['receivingUnit']!, issuedAt: data['submittedAt']! };
      case 'DossierAccepted':
        if (!event.data['dossierCodeNeeded']) return undefined;
        return { unitCode: await this.receivingUnit(event), issuedAt: data['acceptedAt']! };
      default:
        throw new Error(`not a fact that needs a code: ${event.type}`);
    }
  }

  /** A submission that is not the dossier's first fact came under a reserved code. */
  private async hasCode({ dossierId, dossierVersion }: LifecycleEvent): Promise<boolean> {
    if (dossierVersion === 1) return false;
    return (await this.before(dossierId)).some(({ type }) => type === 'DossierCodeAssigned');
  }

  private async receivingUnit({ dossierId }: LifecycleEvent): Promise<string> {
    const submitted = (await this.before(dossierId)).find(({ type }) => type === 'DossierSubmitted');
    return String(submitted?.data['receivingUnit']);
  }

  private before(dossierId: string): Promise<RecordedEvent[]> {
    return this.store.read(`dossier-${dossierId}`);
  }
}

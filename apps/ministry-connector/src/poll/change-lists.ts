import { Clock, type DueTimer, type ExternalStatus, Log, Metrics } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Leg } from '../dossier/handed-dossier.js';
import { HandedDossiers } from '../dossier/handed-dossiers.js';
import { FollowUp } from '../follow/follow-up.js';
import { HandedOver } from '../hand-over/handed-over.js';
import { ConnectorTimers } from '../lanes/connector-timers.js';
import { readingCall } from '../wire/call-context.js';
import { MinistryWire } from '../wire/ministry-wire.js';
import { PollFailed } from './poll-failed.js';
import { PollTimes } from './poll-times.js';

type List = Pick<Leg, 'system' | 'profile'>;

/**
 * Reads the list of changes that a system keeps until we acknowledge them. Acknowledged is what stands in the store with all that
 * follows from it; everything else comes again.
 */
@Injectable()
export class ChangeLists implements OnApplicationBootstrap {
  // oxlint-disable-next-line max-params -- the container hands the parts in
  constructor(
    timers: ConnectorTimers,
    private readonly times: PollTimes,
    private readonly dossiers: HandedDossiers,
    private readonly handedOver: HandedOver,
    private readonly wire: MinistryWire,
    private readonly followUp: FollowUp,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {
    timers.handle('change-list', (timer) => this.due(timer));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.times.beginLists();
  }

  private async due(timer: DueTimer): Promise<void> {
    const { system, profile } = timer.payload as { system: string; profile: string };
    const list = { system, profile };
    const outcome = await this.wire.port(list).poll(null, readingCall(this.clock.now(), timer.attempt));
    this.count(system, 'changes', outcome.kind);
    if (outcome.kind !== 'accepted') throw new PollFailed(system, outcome.kind);
    const { stored, trouble } = await this.take(system, outcome.value.items);
    if (stored.length > 0) await this.acknowledge(list, stored, timer.attempt);
    if (trouble !== undefined) throw trouble;
    await this.times.askList(system, profile, timer.dueAt);
  }

  /** One item that cannot be dealt with holds up no other. */
  private async take(
    system: string,
    items: readonly ExternalStatus[],
  ): Promise<{ stored: ExternalStatus[]; trouble: Error | undefined }> {
    const stored: ExternalStatus[] = [];
    let trouble: Error | undefined;
    for (const item of items) {
      try {
        if (await this.isStored(system, item)) stored.push(item);
      } catch (error) {
        trouble = error instanceof Error ? error : new Error('an item of the change list failed');
      }
    }
    return { stored, trouble };
  }

  private async isStored(system: string, item: ExternalStatus): Promise<boolean> {
    const dossierId = await this.handedOver.dossierOf(system, item.ref.dossierCode);
    const dossier = dossierId === undefined ? undefined : await this.dossiers.read(dossierId);
    const leg = dossier?.leg(system);
    if (dossier === undefined || leg === undefined) {
      this.log.warn('connector.change-of-unknown-dossier', { system });
      return false;
    }
    return (await this.followUp.receive(dossier, leg, item)) !== 'unfinished';
  }

  private async acknowledge(list: List, items: readonly ExternalStatus[], attempt: number): Promise<void> {
    const once = [...new Map(items.map((item) => [item.ref.externalKey, item])).values()];
    const outcome = await this.wire.port(list).acknowledge(once, readingCall(this.clock.now(), attempt));
    this.count(list.system, 'acknowledge', outcome.kind);
    if (outcome.kind !== 'accepted' && outcome.kind !== 'alreadyAccepted')
      throw new PollFailed(list.system, outcome.kind);
  }

  private count(system: string, step: string, outcome: string): void {
    this.metrics.deliveries.inc({ system, step, outcome });
  }
}

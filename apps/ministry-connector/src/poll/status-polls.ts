import { Clock, DeliveryEngine, type DueTimer, Metrics, withContext } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import type { HandedDossier, Leg } from '../dossier/handed-dossier.js';
import { HandedDossiers } from '../dossier/handed-dossiers.js';
import { FollowUp } from '../follow/follow-up.js';
import { ConnectorTimers } from '../lanes/connector-timers.js';
import { readingCall } from '../wire/call-context.js';
import { MinistryWire } from '../wire/ministry-wire.js';
import { PollFailed } from './poll-failed.js';
import { PollTimes } from './poll-times.js';

/** Asks a system how far one dossier is, again and again until it has answered or nobody waits for it any more. */
@Injectable()
export class StatusPolls {
  // oxlint-disable-next-line max-params -- the container hands the parts in
  constructor(
    timers: ConnectorTimers,
    private readonly times: PollTimes,
    private readonly dossiers: HandedDossiers,
    private readonly engine: DeliveryEngine,
    private readonly wire: MinistryWire,
    private readonly followUp: FollowUp,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {
    timers.handle('status-poll', (timer) => this.due(timer));
  }

  private async due(timer: DueTimer): Promise<void> {
    const { system, dossierId } = timer.payload as { system: string; dossierId: string };
    const dossier = await this.dossiers.read(dossierId);
    const leg = dossier?.leg(system);
    if (dossier === undefined || leg === undefined || isOver(dossier, leg)) return;
    const { correlationId } = dossier.routed.meta;
    const isSettled = await withContext({ correlationId }, () => this.ask(dossier, leg, timer.attempt));
    if (!isSettled) await this.times.ask(leg, dossierId, timer.dueAt);
  }

  /** @returns true when the system has given its last answer and everything was done about it */
  private async ask(dossier: HandedDossier, leg: Leg, attempt: number): Promise<boolean> {
    const { dossierId } = dossier;
    const dossierCode = dossier.dossierCode ?? '';
    const lane = await this.engine.lane(leg.system, dossierId);
    const ref = dossier.refAt(leg, dossierCode, lane.externalKey);
    const outcome = await this.wire
      .port(leg)
      .find(ref, readingCall(this.clock.now(), attempt, { dossierId, dossierCode }));
    this.metrics.deliveries.inc({ system: leg.system, step: 'poll', outcome: outcome.kind });
    if (outcome.kind !== 'accepted') throw new PollFailed(leg.system, outcome.kind);
    if (outcome.value === null) return false; // accepted, and not to be seen there yet
    return (await this.followUp.receive(dossier, leg, outcome.value)) === 'finished';
  }
}

/** Nobody waits for the answer any more: it was given, the dossier was given up, or the officer decided without it. */
export function isOver(dossier: HandedDossier, leg: Leg): boolean {
  return dossier.isGivenUp || dossier.hasResultOf(leg.system) || (dossier.isSigned && dossier.isFirst(leg));
}

import type { LifecycleEvent } from '@motcua/contracts';
import { Catalogue } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { OnLifecycle } from '@motcua/service-kit';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { DeskConfig } from '../desk.config.js';
import { DeskTimers } from '../desk-timers.js';
import { type Alarm, alarmChanges } from './deadline-alarms.js';

/** The facts that can begin, move or end a deadline, and those that say that it was warned of or missed. */
const TYPES = [
  'DossierSubmitted',
  'DossierAccepted',
  'IntakeRefused',
  'DossierWithdrawn',
  'SupplementRequested',
  'SupplementSubmitted',
  'SupplementCompleted',
  'SupplementLapsed',
  'StepForwarded',
  'StepReturned',
  'StepRecalled',
  'OpinionRequested',
  'OpinionGiven',
  'DossierTransferred',
  'ProcedureCaseChanged',
  'DueDateExtended',
  'DueDateMoved',
  'DeadlineWarned',
  'DeadlineMissed',
  'DossierStopped',
  'DossierReopened',
  'PaymentRequested',
  'PaymentConfirmed',
  'PaymentCancelled',
  'MirrorStatusReported',
  'ResultSigned',
];

const HOUR_MS = 3_600_000;

/**
 * Keeps the timers of deadlines in step with the facts. A consumer and no view: the feed tells every fact at least once behind a
 * durable checkpoint, so a crash loses no timer; a timer set twice issues one command under one id, and a rebuilt view sets none.
 */
@Controller()
export class DeadlineConsumer {
  private readonly warnMs: number;

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: Catalogue,
    private readonly timers: DeskTimers,
    { warnHours }: DeskConfig,
  ) {
    this.warnMs = warnHours * HOUR_MS;
  }

  @OnLifecycle({ consumer: 'desk-deadlines', types: TYPES, startFrom: 'beginning' })
  async on(@Payload() { dossierId, dossierVersion }: LifecycleEvent): Promise<void> {
    const history = (await this.store.read(`dossier-${dossierId}`)).slice(0, dossierVersion);
    const { set, cancel } = alarmChanges(history, this.catalogue, this.warnMs);
    for (const alarm of cancel) await this.timers.cancel(alarm.kind, timerKey(dossierId, alarm));
    for (const { at, ...alarm } of set) {
      const { kind, deadline, dueAt } = alarm;
      await this.timers.set({
        kind,
        key: timerKey(dossierId, alarm),
        dueAt: at,
        payload: { dossierId, deadline, dueAt },
      });
    }
  }
}

function timerKey(dossierId: string, { deadline, dueAt }: Alarm): string {
  return `${dossierId}|${deadline}|${dueAt}`;
}

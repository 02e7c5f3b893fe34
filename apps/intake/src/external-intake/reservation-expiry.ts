import { Rejected } from '@motcua/domain';
import { Actor, Clock, uuidv5 } from '@motcua/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Dossiers } from '../dossiers/dossiers.js';
import { IntakeTimers } from '../intake-timers.js';

/** The dossier came meanwhile, or the reservation was never stored: then there is nothing to close. */
const ENDED: readonly string[] = ['dossier.not-reserved', 'dossier.unknown'];

/** Closes reserved codes whose dossier never came; they stay in the register. */
@Injectable()
export class ReservationExpiry implements OnModuleInit {
  private readonly actor = Actor.system('intake');

  constructor(
    private readonly dossiers: Dossiers,
    private readonly clock: Clock,
    private readonly timers: IntakeTimers,
  ) {}

  onModuleInit(): void {
    this.timers.handle('reservation-expired', ({ key }) => this.close(key));
  }

  private async close(dossierId: string): Promise<void> {
    const { actor } = this;
    const commandId = uuidv5(dossierId, 'reservation-expired');
    try {
      await this.dossiers.handle({ dossierId, actor, commandId, sent: {}, command: async () => this.command() });
    } catch (error) {
      if (!(error instanceof Rejected) || !ENDED.includes(error.code)) throw error;
    }
  }

  private command() {
    const data = { reason: 'reservation-expired' as const, now: this.clock.now(), by: this.actor.subject };
    return { type: 'VoidCode' as const, data };
  }
}

import type { OnlineChannel } from '@motcua/domain';
import { type Actor, Problem, Sealer, uuidv5 } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { CodeWaiter } from '../dossiers/code-waiter.js';
import { Dossiers } from '../dossiers/dossiers.js';
import { IntakeConfig } from '../intake.config.js';
import { IntakeTimers } from '../intake-timers.js';

export interface ReservationRequest {
  /** Canonical. */
  readonly unit: string;
  readonly channel: OnlineChannel;
  readonly procedure: string | null;
}

export class Reservation {
  @ApiProperty({ example: 'H99.14-261124-0001' })
  readonly dossierCode!: string;

  @ApiProperty({ format: 'date-time', description: 'with the offset of Vietnam' })
  readonly expiresAt!: string;
}

/**
 * Codes for channels that need one before they send the dossier. A reservation is a full member of the unit's series; one that
 * nobody used is closed and never given away again.
 */
@Injectable()
export class Reservations {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly codes: CodeWaiter,
    private readonly sealer: Sealer,
    private readonly config: IntakeConfig,
    private readonly timers: IntakeTimers,
  ) {}

  /**
   * @throws {Problem} 503 `code.not-yet`: the reservation stands; the same request again answers with the code
   * @throws {Rejected} `dossier.unit-not-receiving`, `procedure.unknown`, `dossier.mirror-only`
   */
  async reserve(request: ReservationRequest, key: string, actor: Actor): Promise<Reservation> {
    const dossierId = this.sealer.uuid('reservation', request.channel, actor.clientId ?? actor.subject, key);
    const watch = this.codes.watch(dossierId);
    try {
      const { events, repeated } = await this.dossiers.handle({
        dossierId,
        actor,
        commandId: uuidv5(dossierId, 'reserve'),
        sent: request,
        command: () => this.command(request, dossierId, actor),
      });
      const code = await watch.code(this.config.codeWaitMs, repeated);
      if (code === undefined) throw notYet();
      const requested = events[0]!.data as { readonly expiresAt: string };
      return { dossierCode: code, expiresAt: inVietnam(requested.expiresAt) };
    } finally {
      watch.end();
    }
  }

  /** First the timer: a reservation whose end nobody remembers would stay open for ever. */
  private async command({ unit, channel, procedure }: ReservationRequest, dossierId: string, actor: Actor) {
    const { reservationHours } = this.config;
    const { now, dueAt } = await this.timers.remind('reservation-expired', dossierId, reservationHours);
    const wanted = { dossierId, unitCode: unit, channel, procedureCode: procedure, expiresAt: dueAt };
    return { type: 'RequestCode' as const, data: { ...wanted, now, by: actor.subject } };
  }
}

/** e.g. `2024-11-27T08:00:00+07:00` */
export function inVietnam(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return `${local.slice(0, 19)}+07:00`;
}

function notYet(): Problem {
  return new Problem(503, 'code.not-yet', 'Mã số hồ sơ đang được cấp. Vui lòng gửi lại đúng yêu cầu này.', {
    retryable: true,
    retryAfterSeconds: 2,
  });
}

import { Catalogue, localDay } from '@motcua/domain';
import { type Actor, Clock, CommandHandler, Problem, Sealer, commandIdOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { CounterVisitDto } from './counter-visit.dto.js';
import { OwnUnit } from './own-unit.js';
import { type VisitCommand, visitDecider } from './visit.js';

/** The visit as it was recorded: 02 asks to complete the papers, 03 refuses. */
export class VisitReceipt {
  @ApiProperty({ format: 'uuid' })
  readonly visitId!: string;

  @ApiProperty({ enum: ['02', '03'], description: '02 asks to complete the papers, 03 refuses' })
  readonly form!: '02' | '03';

  @ApiProperty({ format: 'date-time' })
  readonly sentHomeAt!: string;
}

/** Records who was sent home with which form. */
@Injectable()
export class CounterVisits {
  constructor(
    private readonly commands: CommandHandler,
    private readonly sealer: Sealer,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly units: OwnUnit,
  ) {}

  async sendHome(sent: CounterVisitDto, key: string, actor: Actor): Promise<VisitReceipt> {
    const unitCode = this.units.demand(sent.receivingUnit, actor);
    const visitId = this.sealer.uuid('visit', actor.subject, key);
    const { events } = await this.commands.handle({
      stream: `intake-${visitId}`,
      decider: visitDecider,
      commandId: commandIdOf(actor, 'intake.visit', key),
      actor,
      sameIf: { sent },
      subjects: sent.personalId === undefined ? [] : [this.sealer.blindIndex('person', sent.personalId)],
      command: async () => this.command(sent, visitId, unitCode, actor),
    });
    const { data } = events[0]!;
    return { visitId, form: data.form, sentHomeAt: data.sentHomeAt };
  }

  private command(sent: CounterVisitDto, visitId: string, unitCode: string, actor: Actor): VisitCommand {
    const now = this.clock.now();
    const version = this.catalogue.resolve(sent.procedureCode, localDay(now));
    demandKnown(sent, new Set(version.components.map(({ code }) => code)));
    const { form, missing, visitor, personalId = null, phone = null, reason } = sent;
    const data = { unitCode, procedureCode: version.code, procedureVersionId: version.id, form, missing };
    return {
      type: 'SendHome',
      data: { ...data, dossierId: visitId, by: actor.subject, sentHomeAt: now, now },
      personal: { visitor, personalId, phone, reason },
    };
  }
}

/** Form 02 must say what is missing, in one notice, complete. @law NĐ 61/2018/NĐ-CP art. 11.2.c */
function demandKnown({ form, missing }: CounterVisitDto, known: ReadonlySet<string>): void {
  const unknown = missing.filter((code) => !known.has(code));
  if (unknown.length === 0 && (form === '03' || missing.length > 0)) return;
  const detail = unknown.length > 0 ? 'Có thành phần không thuộc thủ tục này.' : 'Phải nêu thành phần còn thiếu.';
  throw new Problem(422, 'visit.missing-invalid', detail, {
    errors: [{ pointer: '/missing', code: 'visit.missing-invalid', detail }],
  });
}

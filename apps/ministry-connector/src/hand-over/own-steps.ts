import { DeliveryEngine } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { DossierDesk } from '../dossier/dossier-desk.js';
import type { HandedDossier, Leg } from '../dossier/handed-dossier.js';
import { MinistryWire } from '../wire/ministry-wire.js';

/** Our steps that a ministry may have to know of, by national status. */
const told = {
  SupplementRequested: { status: '5', text: 'Hồ sơ đang chờ bổ sung' },
  DossierWithdrawn: { status: '7', text: 'Người nộp đã rút hồ sơ' },
  DossierStopped: { status: '8', text: 'Hồ sơ đã dừng xử lý' },
  SupplementLapsed: { status: '8', text: 'Hồ sơ đã dừng xử lý vì quá hạn bổ sung' },
  // in these systems a refusal has its own status, whenever it comes
  ResultSigned: { status: '3', text: 'Kết quả từ chối giải quyết đã được ký' },
} as const;

export type OwnStep = keyof typeof told;

/** What happens here after the hand-over and cannot be said over the wire becomes a task: it is never sent as another status. */
@Injectable()
export class OwnSteps {
  constructor(
    private readonly engine: DeliveryEngine,
    private readonly desk: DossierDesk,
    private readonly wire: MinistryWire,
  ) {}

  async tell(dossier: HandedDossier, step: OwnStep, eventId: string): Promise<void> {
    const { status, text } = told[step];
    for (const leg of await this.knowing(dossier)) {
      if (this.wire.profile(leg.profile).statusMap.out[status] !== 'hold') continue;
      await this.task(dossier, leg, eventId, `${text}. ${leg.system} không nhận được trạng thái này qua kết nối`);
    }
  }

  /** The completed declaration cannot be sent to a system that takes a dossier only once. */
  async tellSupplement(dossier: HandedDossier, eventId: string): Promise<void> {
    for (const leg of await this.knowing(dossier)) {
      if (this.wire.profile(leg.profile).capabilities.supplement) continue;
      await this.task(dossier, leg, eventId, `Hồ sơ đã được bổ sung. ${leg.system} không nhận bổ sung qua kết nối`);
    }
  }

  /** The system goes on for the unit that had the dossier at the hand-over; none of them can be told of another one. */
  async tellTransfer(dossier: HandedDossier, toUnit: string, eventId: string): Promise<void> {
    for (const leg of await this.knowing(dossier)) {
      const text = `Hồ sơ đã chuyển cho ${toUnit} giải quyết. ${leg.system} không nhận được thay đổi này qua kết nối`;
      await this.task(dossier, leg, eventId, text);
    }
  }

  private async task({ dossierId }: HandedDossier, { system }: Leg, because: string, text: string): Promise<void> {
    const whole = `${text}; đề nghị thông báo trực tiếp cho cơ quan quản lý hệ thống.`;
    await this.desk.raise(dossierId, { because, kind: 'ministryNotExpressible', system, text: whole });
  }

  /** The systems that have the dossier and have not answered yet. */
  private async knowing(dossier: HandedDossier): Promise<Leg[]> {
    const lanes = dossier.legs
      .filter(({ system }) => !dossier.hasResultOf(system))
      .map(async (leg) => ({ leg, lane: await this.engine.lane(leg.system, dossier.dossierId) }));
    return (await Promise.all(lanes))
      .filter(({ lane }) => lane.deliveries.some(({ state }) => state.kind === 'done' || state.kind === 'settled'))
      .map(({ leg }) => leg);
  }
}

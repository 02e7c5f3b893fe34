import { headOf, type Delivery, type DossierEvent, type Lane, type OfficerTaskKind } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { factOf, isHeldForKeys, uuidv5 } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { DossierCommands } from '../portal/dossier-commands.js';

interface Task {
  readonly taskId: string;
  readonly kind: OfficerTaskKind;
  readonly text: string;
}

const suggestions = {
  'correct-data': 'cần sửa dữ liệu rồi gửi lại',
  'check-there': 'cần kiểm tra trên Cổng Dịch vụ công Quốc gia rồi xác nhận hoặc gửi lại',
  'renew-credentials': 'cần cập nhật tài khoản kết nối',
  'retry-later': 'cần gửi lại khi hệ thống nhận hoạt động trở lại',
} as const;

/** One open task for an officer while a lane is stuck; it is settled by itself once the lane goes on. */
@Injectable()
export class OfficerTasks {
  constructor(private readonly commands: DossierCommands) {}

  /** Safe to repeat: everything is derived from the facts of lane and dossier. */
  async follow(lane: Lane, events: readonly RecordedEvent[]): Promise<void> {
    const { dossierId, system } = lane;
    const head = headOf(lane);
    if (dossierId === null || system === null || waitsForKeys(head)) return;
    const wanted = taskOf(dossierId, system, head);
    const open = openTasks(events, system);
    for (const taskId of open.filter((one) => one !== wanted?.taskId)) {
      await this.commands.tell(dossierId, `settle|${taskId}`, ({ now, by }) => ({
        type: 'SettleOfficerTask',
        data: { taskId, now, by },
        personal: { note: 'Đã được gửi tiếp.' },
      }));
    }
    if (wanted === undefined || open.includes(wanted.taskId)) return;
    const { taskId, kind, text } = wanted;
    await this.commands.tell(dossierId, `raise|${taskId}`, ({ now, by }) => ({
      type: 'RaiseOfficerTask',
      data: { taskId, kind, system, now, by },
      personal: { text },
    }));
  }
}

/** Without its key the dossier takes no note, and nobody at the desk could do anything: the list of lanes has the reason. */
function waitsForKeys(head: Delivery | undefined): boolean {
  return head?.state.kind === 'held' && isHeldForKeys(head.state.reasons);
}

function openTasks(events: readonly RecordedEvent[], system: string): string[] {
  const facts = events.map((event) => factOf<DossierEvent>(event));
  const settled = new Set(facts.flatMap((fact) => (fact.type === 'OfficerTaskSettled' ? [fact.data.taskId] : [])));
  return facts.flatMap((fact) =>
    fact.type === 'OfficerTaskRaised' && fact.data.system === system && !settled.has(fact.data.taskId)
      ? [fact.data.taskId]
      : [],
  );
}

function taskOf(dossierId: string, system: string, head: Delivery | undefined): Task | undefined {
  if (head?.state.kind === 'held') {
    const subjects = head.state.reasons.map(({ code, subject }) => `${subject} (${code})`).join(', ');
    const taskId = uuidv5(dossierId, `held|${system}|${head.seq}|${subjects}`);
    return { taskId, kind: 'deliveryHeld', text: `Chưa gửi được lên Cổng Dịch vụ công Quốc gia: ${subjects}` };
  }
  if (head?.state.kind === 'parked') {
    const { reason, suggestion } = head.state;
    const taskId = uuidv5(dossierId, `parked|${system}|${head.seq}|${head.attempts}|${reason}`);
    const text = `Việc gửi lên Cổng Dịch vụ công Quốc gia đã tạm dừng (${reason}): ${suggestions[suggestion]}.`;
    return { taskId, kind: 'deliveryParked', text };
  }
  return undefined;
}

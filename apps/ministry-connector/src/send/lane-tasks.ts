import { headOf, type HoldReason, type Lane, type ParkReason, type ParkSuggestion } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { isHeldForKeys } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { DossierDesk } from '../dossier/dossier-desk.js';
import { waitsForApplicant } from './withheld.js';

const parkReasons: Readonly<Record<ParkReason, string>> = {
  rejected: 'hệ thống nhận từ chối dữ liệu',
  conflict: 'trạng thái ở hệ thống nhận không cho phép',
  exhausted: 'đã thử lại đủ số lần mà chưa gửi được',
  unauthenticated: 'hệ thống nhận không chấp nhận thông tin đăng nhập',
  'unknown-not-reconcilable': 'không rõ hệ thống nhận đã ghi nhận hay chưa',
  'find-failed': 'không tra cứu được hồ sơ ở hệ thống nhận',
};

const suggestions: Readonly<Record<ParkSuggestion, string>> = {
  'correct-data': 'kiểm tra và sửa dữ liệu, rồi cho gửi lại',
  'check-there': 'kiểm tra trực tiếp ở hệ thống nhận',
  'renew-credentials': 'báo quản trị viên cập nhật thông tin kết nối',
  'retry-later': 'báo quản trị viên cho gửi lại khi hệ thống nhận hoạt động',
};

const holdCodes: Readonly<Record<string, string>> = {
  missing: 'thiếu',
  unmapped: 'không có trong danh mục của hệ thống nhận',
  'foreign-code': 'mã hồ sơ không thuộc hệ thống này',
  'dossier-closed': 'hồ sơ đã kết thúc trước khi gửi',
  erased: 'dữ liệu cá nhân đã được xóa',
};

/** A lane that stops tells an officer, once per stop: what, why, and what to do. Names of fields only, never values. */
@Injectable()
export class LaneTasks {
  constructor(
    private readonly store: EventStore,
    private readonly desk: DossierDesk,
  ) {}

  async of(lane: Lane): Promise<void> {
    const state = headOf(lane)?.state;
    if (state?.kind === 'held' && needsOfficer(state.reasons)) {
      await this.raise(lane, 'DeliveryHeld', 'deliveryHeld', heldText(state.reasons));
    }
    if (state?.kind === 'parked') {
      const text = `${parkReasons[state.reason]}. Đề nghị ${suggestions[state.suggestion]}`;
      await this.raise(lane, 'DeliveryParked', 'deliveryParked', text);
    }
  }

  private async raise(
    { system, dossierId }: Lane,
    type: 'DeliveryHeld' | 'DeliveryParked',
    kind: 'deliveryHeld' | 'deliveryParked',
    text: string,
  ): Promise<void> {
    if (system === null || dossierId === null) return;
    const events = await this.store.read(`delivery-${system}-${dossierId}`);
    const stop = events.findLast((event) => event.type === type);
    if (stop === undefined) return;
    const whole = `Hồ sơ chưa gửi được tới ${system}: ${text}.`;
    await this.desk.raise(dossierId, { because: stop.id, kind, system, text: whole });
  }
}

/** Without its key a dossier takes no task, and nobody at the desk could do it: the list of deliveries has the reason. */
function needsOfficer(reasons: readonly HoldReason[]): boolean {
  return !isHeldForKeys(reasons) && reasons.every(({ code }) => code !== waitsForApplicant);
}

function heldText(reasons: readonly HoldReason[]): string {
  return reasons.map(({ code, subject }) => `${holdCodes[code] ?? code} (${subject})`).join('; ');
}

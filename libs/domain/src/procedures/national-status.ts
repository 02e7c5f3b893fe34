/**
 * The ten national status codes of a dossier, with their names as shown to citizens.
 *
 * @law TT 22/2019/TT-BTTTT art. 4 (shown at each step); codes as exchanged with the national portal
 */
export const NATIONAL_STATUSES = [
  { code: 1, state: 'submitted', name: 'Mới đăng ký' },
  { code: 2, state: 'accepted', name: 'Được tiếp nhận' },
  { code: 3, state: 'intakeRefused', name: 'Không được tiếp nhận' },
  { code: 4, state: 'processing', name: 'Đang xử lý' },
  { code: 5, state: 'supplementRequested', name: 'Yêu cầu bổ sung giấy tờ' },
  { code: 6, state: 'paymentRequested', name: 'Yêu cầu thực hiện nghĩa vụ tài chính' },
  { code: 7, state: 'withdrawn', name: 'Công dân yêu cầu rút hồ sơ' },
  { code: 8, state: 'stopped', name: 'Dừng xử lý' },
  { code: 9, state: 'resolved', name: 'Đã xử lý xong' },
  { code: 10, state: 'returned', name: 'Đã trả kết quả' },
] as const;

export type NationalStatusCode = (typeof NATIONAL_STATUSES)[number]['code'];

/** The states of a dossier that have a national status. */
export type NationalState = (typeof NATIONAL_STATUSES)[number]['state'];

const BY_STATE = new Map(NATIONAL_STATUSES.map((status) => [status.state, status]));
const BY_CODE = new Map<number, (typeof NATIONAL_STATUSES)[number]>(
  NATIONAL_STATUSES.map((status) => [status.code, status]),
);

export function statusCode(state: NationalState): NationalStatusCode {
  return BY_STATE.get(state)!.code;
}

/** Vietnamese name of a state. */
export function statusName(state: NationalState): string {
  return BY_STATE.get(state)!.name;
}

/** The state of a code that came over the wire (number or digits); undefined when the code is none of the ten: hold, never guess. */
export function stateOfStatus(code: number | string): NationalState | undefined {
  const known = typeof code === 'number' || /^(?:[1-9]|10)$/.test(code);
  return known ? BY_CODE.get(Number(code))?.state : undefined;
}

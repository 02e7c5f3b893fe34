import { defineTexts } from '../../app/texts.ts';

const useTexts = defineTexts(
  'admin-delivery-state',
  {
    toSend: 'Chờ gửi',
    inFlight: 'Đang gửi',
    unknown: 'Chưa rõ kết quả',
    held: 'Tạm giữ',
    parked: 'Gác lại',
    done: 'Đã xong',
    superseded: 'Đã thay thế',
    settled: 'Xác nhận bằng giấy tờ',
  },
  {
    toSend: 'Waits to be sent',
    inFlight: 'On its way',
    unknown: 'Outcome unknown',
    held: 'Held',
    parked: 'Parked',
    done: 'Done',
    superseded: 'Superseded',
    settled: 'Settled by a document',
  },
);

export const DELIVERY_STATES = [
  'toSend',
  'inFlight',
  'unknown',
  'held',
  'parked',
  'done',
  'superseded',
  'settled',
] as const;
export type DeliveryStateName = (typeof DELIVERY_STATES)[number];

export function isDeliveryState(text: string | null): text is DeliveryStateName {
  return (DELIVERY_STATES as readonly (string | null)[]).includes(text);
}

export function useDeliveryState(): (state: string) => string {
  const t = useTexts();
  return (state) => (isDeliveryState(state) ? t(state) : state);
}

export function DeliveryState({ state }: { state: string }) {
  return useDeliveryState()(state);
}

import { type Rejected, rejectionTexts } from '@motcua/domain';

/** How HTTP calls what a rule refuses; a code that the domain's table does not know is about the state of things: 409. */
export function statusOf({ code }: Rejected): number {
  return rejectionTexts[code]?.status ?? 409;
}

/** The Vietnamese sentence for the person in front of the screen. */
export function detailOf({ code }: Rejected): string {
  return rejectionTexts[code]?.vi ?? `Trạng thái hiện tại không cho phép thực hiện yêu cầu này (${code}).`;
}

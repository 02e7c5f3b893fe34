import type { DeliveryEvent } from '@motcua/domain';

type Report = Pick<Extract<DeliveryEvent, { type: 'ExternalStatusReported' }>['data'], 'status' | 'regression'>;

/** What a report asks of us: fetch a result, take a refusal for one, ask the applicant, or have a person look at it. */
export type Consequence = 'result' | 'refusal' | 'supplement' | 'unmapped';

/**
 * An outside status never overwrites ours. What came out of order is kept and marked, never applied; a refusal after our
 * acceptance is a negative result, not a refusal at intake; what the profile does not map goes to a person.
 */
export function consequenceOf({ status, regression }: Report): Consequence | undefined {
  if (regression) return undefined;
  switch (status) {
    case 9:
      return 'result';
    case 3:
      return 'refusal';
    case 5:
      return 'supplement';
    case 1:
    case 2:
    case 4:
      return undefined;
    case 6:
    case 7:
    case 8:
    case 10:
    case null:
      return 'unmapped';
  }
}

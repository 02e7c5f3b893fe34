import type { Decider, DeliveryCommand, DeliveryEvent, Lane } from '@motcua/domain';

/** Several commands of one lane as one decision: all facts of them are appended, or none. */
export function inTurn(
  lane: Decider<Lane, DeliveryCommand, DeliveryEvent>,
): Decider<Lane, { readonly type: 'InTurn'; readonly data: readonly DeliveryCommand[] }, DeliveryEvent> {
  return {
    initialState: lane.initialState,
    evolve: lane.evolve,
    decide: ({ data }, state) => {
      const facts: DeliveryEvent[] = [];
      let now = state;
      for (const command of data) {
        const next = lane.decide(command, now);
        facts.push(...next);
        now = next.reduce(lane.evolve, now);
      }
      return facts;
    },
  };
}

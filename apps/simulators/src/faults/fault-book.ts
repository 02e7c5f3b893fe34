import { type Call } from '../engine/mount.js';
import { SeededRandom } from '../engine/seeded-random.js';
import { matches } from '../scenario/scenario.js';
import { type Fault, type FaultOrder } from './fault.js';
import { TokenBucket } from './token-bucket.js';

interface Armed {
  order: FaultOrder;
  left: number;
  struck: number;
  random: SeededRandom;
  /** when a `down` ends, in virtual milliseconds */
  until: number;
  bucket: TokenBucket | null;
}

export interface Struck {
  id: string;
  fault: Fault;
  /** a draw in [0, 1) that belongs to this strike, for jitter */
  draw: number;
}

/** The faults ordered by the control plane, in the order they were ordered. */
export class FaultBook {
  private readonly armed = new Map<string, Armed>();
  private named = 0;

  /** A name for an order that came without one; names start anew after `clear`. */
  nextId(): string {
    this.named += 1;
    return `fault-${this.named}`;
  }

  arm(order: FaultOrder, now: number, seed: number): void {
    const { fault } = order;
    const lasts = fault.type === 'down' && fault.forSeconds !== undefined;
    this.armed.set(order.id, {
      order,
      left: order.times ?? Number.POSITIVE_INFINITY,
      struck: 0,
      random: new SeededRandom(order.seed ?? seed),
      until: lasts ? now + (fault.forSeconds ?? 0) * 1000 : Number.POSITIVE_INFINITY,
      bucket: fault.type === 'rate' ? new TokenBucket(fault) : null,
    });
  }

  disarm(id: string): boolean {
    return this.armed.delete(id);
  }

  clear(): void {
    this.armed.clear();
    this.named = 0;
  }

  list(): (FaultOrder & { struck: number })[] {
    return [...this.armed.values()].map(({ order, struck }) => ({ ...order, struck }));
  }

  /** The faults that strike this call now; striking uses up `times`. */
  strike(call: Call, now: number): Struck[] {
    return [...this.armed.values()]
      .filter((armed) => aims(armed.order, call) && inTime(armed, now))
      .flatMap((armed) => this.fire(armed, call, now));
  }

  private fire(armed: Armed, call: Call, now: number): Struck[] {
    if (armed.random.next() >= (armed.order.probability ?? 1)) return [];
    if (armed.bucket !== null && armed.bucket.take(call.credential, now)) return [];
    armed.left -= 1;
    armed.struck += 1;
    return [{ id: armed.order.id, fault: armed.order.fault, draw: armed.random.next() }];
  }
}

function aims({ mount, operation, match }: FaultOrder, call: Call): boolean {
  const here = mount === '*' || mount === call.mount || (mount === 'gateway' && call.behindGateway);
  if (!here || (operation !== undefined && operation !== call.operation)) return false;
  return match === undefined || matches(match, call.keys, call.fields);
}

function inTime({ order, left, until }: Armed, now: number): boolean {
  const from = order.window?.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(order.window.from);
  const to = order.window?.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(order.window.to);
  return left > 0 && now < until && now >= from && now < to;
}

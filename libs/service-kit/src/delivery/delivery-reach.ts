import type { Actor } from '../auth/actor.js';
import { Problem } from '../http/problem.js';
import type { LaneTarget } from './delivery-engine.js';

/** Whose hand-overs a person may act on; every app that sends provides its own. */
export abstract class DeliveryReach {
  /** The unit that a lane belongs to. @returns undefined for a lane that is not there or is another app's */
  protected abstract unitOf(target: LaneTarget): Promise<string | undefined>;

  /** What is not there and what is another unit's are not told apart. @throws {Problem} 404 `delivery.unknown` */
  async demand(target: LaneTarget, actor: Actor): Promise<void> {
    const unit = await this.unitOf(target);
    if (unit !== undefined && actor.mayActFor(unit)) return;
    throw new Problem(404, 'delivery.unknown', 'Không tìm thấy lần gửi này.');
  }
}

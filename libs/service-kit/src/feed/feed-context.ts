import type { Delivery } from '@motcua/messaging';
import { BaseRpcContext } from '@nestjs/microservices';

/** What a handler may ask about the delivery in its hands. */
export class FeedContext extends BaseRpcContext<[Delivery]> {
  /** `replay` = the fact was there before the consumer's first start. */
  get kind(): Delivery['kind'] {
    return this.getArgByIndex(0).kind;
  }

  /** 1 for the first try. */
  get attempt(): number {
    return this.getArgByIndex(0).attempt;
  }
}

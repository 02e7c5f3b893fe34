export { DependencyDown, EventFeed } from './feed.js';
export type { Consumer, ConsumerState, Delivery, ParkedFact, RunningConsumer } from './feed.js';

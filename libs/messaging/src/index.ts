export { DependencyDown, EventFeed } from './feed.js';
export type { Consumer, Delivery, RunningConsumer } from './feed.js';

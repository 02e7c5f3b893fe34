export { DependencyDown, EventFeed } from './feed.js';
export type { Consumer, ConsumerState, Delivery, ParkedFact, QuarantinedRecord, RunningConsumer } from './feed.js';
export { EventPublisher, PublishFailed, TopicMissing } from './publisher.js';
export type { TopicRecord } from './publisher.js';

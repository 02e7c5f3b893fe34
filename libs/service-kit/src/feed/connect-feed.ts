import type { EventFeed } from '@motcua/messaging';
import type { INestApplication } from '@nestjs/common';
import { FeedServer } from './feed-server.js';

/**
 * Starts the application's feed handlers. Global guards, pipes and filters of HTTP do not reach them.
 *
 * @param eventTypes every lifecycle event name there is
 */
export async function connectFeed(
  app: INestApplication,
  feed: EventFeed,
  eventTypes: readonly string[],
): Promise<FeedServer> {
  await app.init(); // else facts would come in before onModuleInit has finished
  const server = new FeedServer(feed, eventTypes);
  app.connectMicroservice({ strategy: server }, { inheritAppConfig: false });
  await app.startAllMicroservices();
  return server;
}

import type { EventFeed } from '@motcua/messaging';
import type { INestApplication } from '@nestjs/common';
import { FeedServer } from './feed-server.js';
import { RealErrorFilter } from './real-error.filter.js';

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
  const microservice = app.connectMicroservice({ strategy: server }, { inheritAppConfig: false });
  microservice.useGlobalFilters(new RealErrorFilter());
  await app.startAllMicroservices();
  return server;
}

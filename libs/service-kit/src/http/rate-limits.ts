import fastifyRateLimit from '@fastify/rate-limit';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

import { Problem } from './problem.js';

/** What is limited; each route of a kind counts by itself. */
export type LimitKind = 'tracking' | 'public' | 'sign-in';

/** Requests of one client address in a minute, for each kind. */
export type RateLimits = Readonly<Record<LimitKind, number>>;

export const defaultRateLimits: RateLimits = {
  /** Dossier codes can be counted up: nobody may walk through them. */
  tracking: 30,
  public: 300,
  'sign-in': 60,
};

const MINUTE = 60_000;
const KEY = 'limited';

/** So many requests a minute from one address; more are answered with 429 `request.too-many`. */
export const Limited = (kind: LimitKind): MethodDecorator & ClassDecorator => RouteConfig({ [KEY]: kind });

/**
 * Counts in this process: with several instances of an app everybody has that many times the limit. IPv6 counts by /64.
 * To be called before there are routes.
 */
export async function addRateLimits(instance: FastifyInstance, limits: RateLimits): Promise<void> {
  instance.addHook('onRoute', (route) => {
    const kind = (route.config as { [KEY]?: LimitKind } | undefined)?.[KEY];
    if (kind !== undefined) route.config = { ...route.config, rateLimit: { max: limits[kind], timeWindow: MINUTE } };
  });
  await instance.register(fastifyRateLimit, {
    global: false,
    cache: 10_000,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem(429, 'request.too-many', 'Quá nhiều yêu cầu từ địa chỉ này. Vui lòng đợi một lát rồi thử lại.', {
        retryable: true,
        retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1_000)),
      }),
  });
}

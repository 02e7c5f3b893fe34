import { topics } from '@motcua/contracts';
import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { RealErrorFilter } from './real-error.filter.js';

/** The transport of handlers that are fed by the `EventFeed` port, whatever stands behind it. */
export const FEED = Symbol('motcua.feed');

export interface LifecycleHandler {
  /** Stable name in kebab case, unique in the process: checkpoint, inbox and parked facts are kept under it. */
  readonly consumer: string;
  /** Event names it handles. A name that no event has stops the start. */
  readonly types: readonly string[];
  /** Where it begins when it has no checkpoint; `head` unless history is wanted. */
  readonly startFrom?: 'head' | 'beginning';
  /** Dossiers handled at once, 8 unless said otherwise. */
  readonly concurrency?: number;
  /** `one`: the only one of its kind, with warm spares; `all` (the default): processes share the dossiers if the feed can. */
  readonly instances?: 'all' | 'one';
}

/**
 * Marks a controller's method as a consumer of dossier lifecycle facts: at least once, in order per dossier.
 *
 * ```ts
 * @OnLifecycle({ consumer: 'dossier-code', types: ['DossierSubmitted'] })
 * async on(@Payload() event: LifecycleEvent, @Ctx() context: FeedContext): Promise<void>
 * ```
 */
export function OnLifecycle(handler: LifecycleHandler): MethodDecorator {
  return applyDecorators(
    UseFilters(new RealErrorFilter()),
    EventPattern<string>(topics.dossierLifecycle, FEED, { ...handler }),
  );
}

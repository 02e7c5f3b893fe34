import { EventStore, StoreUnavailable } from '@motcua/event-store';
import { Log } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';

/** Somebody who waits for the code of one dossier. */
export interface CodeWatch {
  /**
   * The dossier's code, or undefined when there is none after `ms`.
   *
   * @param mayBeThere true = look into the stream before waiting
   */
  code(ms: number, mayBeThere: boolean): Promise<string | undefined>;
  end(): void;
}

const REST_MS = 500;

/**
 * Hears of every code that is assigned, by one subscription for all who wait: waiting costs nothing but a place in a map. The code
 * comes from the store, never from a broker.
 */
@Injectable()
export class CodeWaiter implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly waiting = new Map<string, Set<(code: string) => void>>();
  private readonly stopping = new AbortController();
  private following: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly log: Log,
  ) {}

  /** Call it before the append, or a code that comes at once may be missed. */
  watch(dossierId: string): CodeWatch {
    const { promise, resolve } = Promise.withResolvers<string>();
    const others = this.waiting.get(dossierId) ?? new Set();
    this.waiting.set(dossierId, others.add(resolve));
    return {
      code: async (ms, mayBeThere) => {
        const there = mayBeThere ? await this.stored(dossierId) : undefined;
        return there ?? (await this.heard(promise, ms)) ?? this.stored(dossierId);
      },
      end: () => {
        others.delete(resolve);
        if (others.size === 0 && this.waiting.get(dossierId) === others) this.waiting.delete(dossierId);
      },
    };
  }

  onApplicationBootstrap(): void {
    this.following = this.follow();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  private async heard(code: Promise<string>, ms: number): Promise<string | undefined> {
    const enough = new AbortController();
    const patience = pause(ms, undefined, { signal: enough.signal }).catch(() => undefined);
    return Promise.race([code, patience]).finally(() => enough.abort());
  }

  /** The dossier is stored already; when its stream cannot be read now, its code is simply not known yet. */
  private async stored(dossierId: string): Promise<string | undefined> {
    const events = await this.store.read(`dossier-${dossierId}`).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) return [];
      throw error;
    });
    const assigned = events.find(({ type }) => type === 'DossierCodeAssigned');
    return assigned === undefined ? undefined : String(assigned.data['dossierCode']);
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.followFrom(await this.store.head(), signal);
      } catch (error) {
        if (!signal.aborted) this.log.warn('intake.code-waiter-interrupted', { error });
        await pause(REST_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async followFrom(head: string, signal: AbortSignal): Promise<void> {
    for await (const { events } of this.store.subscribe(head, { types: ['DossierCodeAssigned'] }, signal)) {
      for (const { data } of events) {
        for (const tell of this.waiting.get(String(data['dossierId'])) ?? []) tell(String(data['dossierCode']));
      }
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { Catalogue, type CodeSeries, codesStream, seriesKey } from '@motcua/domain';
import {
  DefiniteFailure,
  EventStore,
  StoreUnavailable,
  UnknownOutcome,
  VersionConflict,
  type Write,
} from '@motcua/event-store';
import { DependencyDown } from '@motcua/messaging';
import { Clock } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type CodeBatch, planBatch } from './code-batch.js';
import type { CodeRequest } from './code-request.js';
import { SeriesCache } from './series-cache.js';

interface Waiting {
  request: CodeRequest;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const batchSize = 100;
const maxConflicts = 200;
const resendPauses = [0, 100, 300, 1000, 3000];

/**
 * Issues dossier codes: one unbroken series per unit and day. All requests that wait go together in one atomic append, so the
 * speed grows with the crowd. A second issuer, a crash, a lost answer or a clock past midnight change nothing: the place in
 * the series is the version of its stream, and the store gives a version away only once.
 *
 * @law NĐ 61/2018/NĐ-CP art. 26; TT 01/2018/TT-VPCP art. 10.2, 19
 */
@Injectable()
export class CodeIssuer {
  private readonly waiting: Waiting[] = [];
  private readonly cache: SeriesCache;
  private draining = false;

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {
    this.cache = new SeriesCache(store);
  }

  /**
   * Resolves when the dossier has its code, whoever gave it.
   * @throws {Rejected} `code-series.exhausted`, `code-series.unit-ended`, `code-series.unit-not-yet`, `unit.unknown`
   * @throws {DependencyDown} the store does not answer; ask again
   */
  issue(request: CodeRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      this.refuseUnnumberable(request);
      this.waiting.push({ request, resolve, reject });
      if (!this.draining) void this.drain();
    });
  }

  /** A request that belongs to no series would fail all those it shares a batch with. */
  private refuseUnnumberable({ unitCode, issuedAt }: CodeRequest): void {
    this.catalogue.unit(seriesKey(unitCode, issuedAt).unitCode);
  }

  private async drain(): Promise<void> {
    this.draining = true;
    while (this.waiting.length > 0) await this.serve(this.waiting.splice(0, batchSize));
    this.draining = false;
  }

  private async serve(batch: Waiting[]): Promise<void> {
    let open = batch;
    try {
      for (let round = 0; open.length > 0; round += 1) {
        if (round > maxConflicts) throw new DependencyDown('the series changes faster than codes can be issued');
        open = await this.round(open);
      }
    } catch (error) {
      this.forgetAll(open);
      const cause =
        error instanceof StoreUnavailable || error instanceof DefiniteFailure
          ? new DependencyDown(error.message)
          : error;
      for (const { reject } of open) reject(cause);
    }
  }

  /** @returns the requests that need another round */
  private async round(open: Waiting[]): Promise<Waiting[]> {
    const series = await this.seriesOf(open);
    const plan = planBatch(
      open.map(({ request }) => request),
      (request) => series.get(keyOf(request))!,
      this.catalogue,
      this.clock.now(),
    );
    const conflict = plan.writes.length === 0 ? undefined : await this.append(plan.writes);
    if (conflict !== undefined) return this.afterConflict(open, conflict);
    for (const [one, events] of plan.issued) one.apply(events);
    return settle(open, plan);
  }

  private async seriesOf(open: readonly Waiting[]): Promise<Map<string, CodeSeries>> {
    const series = new Map<string, CodeSeries>();
    for (const { request } of open) {
      const { unitCode, day } = seriesKey(request.unitCode, request.issuedAt);
      if (!series.has(keyOf(request))) series.set(keyOf(request), await this.cache.get(unitCode, day));
    }
    return series;
  }

  /** An answer that was lost is asked for again with the identical request. */
  private async append(writes: readonly Write[]): Promise<VersionConflict | undefined> {
    for (const milliseconds of resendPauses) {
      await pause(milliseconds);
      try {
        await this.store.append(writes);
        return undefined;
      } catch (error) {
        if (error instanceof VersionConflict) return error;
        if (!(error instanceof UnknownOutcome)) throw error;
      }
    }
    throw new DependencyDown('the store does not answer');
  }

  /** Nothing was written. A series is read anew; a dossier that has its code meanwhile is served, another one is looked at again. */
  private async afterConflict(open: Waiting[], conflict: VersionConflict): Promise<Waiting[]> {
    if (!conflict.stream.startsWith('dossier-')) {
      this.cache.forget(conflict.stream);
      return open;
    }
    const events = await this.store.read(conflict.stream);
    const hasCode = events.some(({ type }) => type === 'DossierCodeAssigned');
    return open.filter((one) => {
      if (`dossier-${one.request.dossierId}` !== conflict.stream) return true;
      one.request = { ...one.request, dossierVersion: events.length };
      if (hasCode) one.resolve();
      return !hasCode;
    });
  }

  private forgetAll(open: readonly Waiting[]): void {
    for (const { request } of open) this.cache.forget(keyOf(request));
  }
}

function settle(open: readonly Waiting[], plan: CodeBatch): Waiting[] {
  const done = new Set([...plan.served, ...plan.settled].map(({ dossierId }) => dossierId));
  const refused = new Map(plan.refused.map(({ request, error }) => [request.dossierId, error]));
  const moved = new Map(plan.moved.map((request) => [request.dossierId, request]));
  for (const { request, resolve, reject } of open) {
    if (done.has(request.dossierId)) resolve();
    const error = refused.get(request.dossierId);
    if (error !== undefined) reject(error);
  }
  return open.flatMap((one) => {
    const request = moved.get(one.request.dossierId);
    return request === undefined ? [] : [{ ...one, request }];
  });
}

/** The stream of the request's series. */
function keyOf({ unitCode, issuedAt }: CodeRequest): string {
  return codesStream(unitCode, seriesKey(unitCode, issuedAt).day);
}

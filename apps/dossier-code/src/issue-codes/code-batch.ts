import { type CodeIssued, type CodeSeries, codesStream, type Catalogue, planCodes, Rejected } from '@motcua/domain';
import type { EventMeta, NewEvent, Write } from '@motcua/event-store';
import { uuidv5 } from '@motcua/service-kit';
import type { CodeRequest } from './code-request.js';

const rejectionCodes = {
  exhausted: 'code-series.exhausted',
  unitEnded: 'code-series.unit-ended',
  unitNotYet: 'code-series.unit-not-yet',
} as const;

/** What one append will write, and which requests are settled by it or before it. */
export interface CodeBatch {
  readonly writes: readonly Write[];
  readonly issued: ReadonlyMap<CodeSeries, readonly CodeIssued[]>;
  /** Requests whose dossiers get their codes by this append. */
  readonly served: readonly CodeRequest[];
  /** Requests whose dossiers have their codes already. */
  readonly settled: readonly CodeRequest[];
  /** Requests that another unit's series takes over. */
  readonly moved: readonly CodeRequest[];
  readonly refused: readonly { readonly request: CodeRequest; readonly error: Rejected }[];
}

/** Plans one atomic append over the series and all the dossiers of the requests. */
export function planBatch(
  requests: readonly CodeRequest[],
  seriesOf: (request: CodeRequest) => CodeSeries,
  catalogue: Catalogue,
  recordedAt: string,
): CodeBatch {
  const batch = { writes: [], issued: new Map(), served: [], settled: [], moved: [], refused: [] } as Mutable;
  for (const [series, asked] of Map.groupBy(requests, seriesOf))
    planSeries(batch, series, asked, catalogue, recordedAt);
  return batch;
}

interface Mutable extends CodeBatch {
  readonly writes: Write[];
  readonly issued: Map<CodeSeries, readonly CodeIssued[]>;
  readonly served: CodeRequest[];
  readonly settled: CodeRequest[];
  readonly moved: CodeRequest[];
  readonly refused: { request: CodeRequest; error: Rejected }[];
}

function planSeries(
  batch: Mutable,
  series: CodeSeries,
  asked: readonly CodeRequest[],
  catalogue: Catalogue,
  recordedAt: string,
): void {
  const byId = new Map(asked.map((request) => [request.dossierId, request]));
  const { issue, existing, refused } = planCodes(asked, series, catalogue.unit(series.unitCode));
  if (issue.length > 0) {
    batch.issued.set(series, issue);
    batch.served.push(...issue.map(({ data }) => byId.get(data.dossierId)!));
    batch.writes.push(...writesOf(series, issue, byId, recordedAt));
  }
  const planned = new Set(issue.map(({ data }) => data.dossierId));
  batch.settled.push(
    ...existing.filter(({ dossierId }) => !planned.has(dossierId)).map((one) => byId.get(one.dossierId)!),
  );
  for (const { dossierId, reason, turnTo } of refused) {
    const request = byId.get(dossierId)!;
    if (reason === 'overflow') batch.moved.push({ ...request, unitCode: turnTo[0]! });
    else
      batch.refused.push({
        request,
        error: new Rejected(rejectionCodes[reason], { unitCode: series.unitCode, day: series.day }),
      });
  }
}

function writesOf(
  series: CodeSeries,
  issue: readonly CodeIssued[],
  byId: ReadonlyMap<string, CodeRequest>,
  recordedAt: string,
): Write[] {
  const metas = issue.map(({ data }) => metaOf(byId.get(data.dossierId)!, recordedAt));
  const seriesWrite = {
    stream: codesStream(series.unitCode, series.day),
    expected: series.issued,
    events: issue.map((event, index) => newEvent(event, metas[index]!)),
  };
  return [seriesWrite, ...issue.map((event, index) => dossierWrite(event, series, byId, metas[index]!))];
}

function dossierWrite(
  { data }: CodeIssued,
  { unitCode, day }: CodeSeries,
  byId: ReadonlyMap<string, CodeRequest>,
  meta: EventMeta,
): Write {
  const { dossierId, dossierCode, ordinal, issuedAt } = data;
  const place = { origin: 'series', system: null, unitCode, day, ordinal };
  const assigned = { dossierId, dossierCode, ...place, assignedAt: issuedAt };
  return {
    stream: `dossier-${dossierId}`,
    expected: byId.get(dossierId)!.dossierVersion,
    events: [newEvent({ type: 'DossierCodeAssigned', data: assigned }, meta)],
  };
}

/** One code per dossier, so the dossier and the type make the id; a retry in any process makes the same one. */
function newEvent(fact: { type: string; data: { dossierId: string } }, meta: EventMeta): NewEvent {
  return {
    id: uuidv5(fact.data.dossierId, `code|${fact.type}`),
    type: fact.type,
    schemaVersion: 1,
    data: { ...fact.data },
    meta,
  };
}

function metaOf({ correlationId, causationId }: CodeRequest, recordedAt: string): EventMeta {
  return { correlationId, causationId, actor: 'system:dossier-code', actorRole: 'system', recordedAt };
}

import { randomUUID } from 'node:crypto';
import { type ReplayEvent, replayStream } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import type { BuildJob } from './view-builds.js';

const at = '2026-11-24T01:00:00.000Z';

/** A rebuild that was asked for and approved, as the view that is built for it knows it. */
export async function runningJob(store: EventStore, target: string, eventsPerSecond = 100_000): Promise<BuildJob> {
  const jobId = randomUUID();
  const none = { firstEventId: null, lastEventId: null, dossiers: 0, effects: 0, filter: {} };
  const plan = {
    ...none,
    kind: 'rebuild' as const,
    target,
    from: '0',
    to: '1',
    count: 1,
    ratePerSecond: eventsPerSecond,
  };
  await tellJob(store, {
    type: 'ReplayRequested',
    data: { jobId, plan, by: 'admin-1', reasonCode: 'spec', requestedAt: at },
  });
  await tellJob(store, { type: 'ReplayApproved', data: { jobId, by: 'admin-2', approvedAt: at } });
  return { jobId, eventsPerSecond };
}

export function paused(jobId: string): ReplayEvent {
  return { type: 'ReplayPaused', data: { jobId, by: 'admin-1', cause: 'administrator', pausedAt: at } };
}

export function resumed(jobId: string): ReplayEvent {
  return { type: 'ReplayResumed', data: { jobId, by: 'admin-1', resumedAt: at } };
}

export async function tellJob(store: EventStore, { type, data }: ReplayEvent): Promise<void> {
  const stream = replayStream(data.jobId);
  const meta = { correlationId: 'c', causationId: 'k', actor: 'admin-1', actorRole: 'administrator', recordedAt: at };
  const event = { id: randomUUID(), type, schemaVersion: 1, data: { ...data }, meta };
  await store.append([{ stream, expected: (await store.read(stream)).length, events: [event] }]);
}

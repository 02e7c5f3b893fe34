import { status, type ServiceError } from '@grpc/grpc-js';
import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from './faults.js';
import { notLeader, refusal } from './grpc-errors.js';
import type { Answer, StandinLog, StandinWrite } from './standin-log.js';

export interface Place {
  readonly log: StandinLog;
  readonly faults: Faults;
  readonly host: string;
  readonly port: () => number;
}

/** An append with whatever goes wrong next; undefined = nobody will ever answer. */
export async function appended(
  { log, faults, host, port }: Place,
  writes: readonly StandinWrite[],
): Promise<Answer | { readonly outcome: 'refused'; readonly error: Partial<ServiceError> } | undefined> {
  const fault = faults.take();
  switch (fault) {
    case 'silent':
      return undefined;
    case 'not-leader':
      return { outcome: 'refused', error: notLeader(faults.leader ?? { host, port: port() }) };
    case 'unavailable':
      return { outcome: 'refused', error: refusal(status.UNAVAILABLE, 'the node is not ready') };
    case 'written-silent':
      await log.append(writes);
      return undefined;
    case 'slow':
      await pause(faults.slowMs);
      return log.append(writes);
    case 'wrong-revision':
      return shifted(await log.append(writes));
    case undefined:
      return log.append(writes);
  }
}

function shifted(answer: Answer): Answer {
  if (answer.outcome !== 'written') return answer;
  return { ...answer, revisions: answer.revisions.map((revision) => revision + 7) };
}

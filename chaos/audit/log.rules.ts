import { verifyChain } from '@motcua/event-store/postgres';
import type { Evidence } from './evidence.ts';
import type { Rule } from './rule.ts';

/** Positions are contiguous, streams have no holes, and every event is what was hashed when it was written. */
export const logIsWhole: Rule = async (evidence) => {
  const faults = misplaced(evidence);
  const { verified, broken } = await verifyChain(evidence.databaseUrl);
  if (broken !== undefined) faults.push(`the hash chain is ${broken.reason} at ${broken.position}`);
  else if (verified !== evidence.events.length) faults.push(`${verified} events verified of ${evidence.events.length}`);
  return faults;
};

/** The part of it that needs no database. */
export function misplaced({ events, byStream }: Evidence): string[] {
  const last = events.at(-1)?.position ?? 0;
  const faults = last === events.length ? [] : [`${events.length} events, but the last position is ${last}`];
  for (const [stream, inStream] of byStream) {
    if (inStream.some(({ version }, index) => version !== index + 1)) faults.push(`${stream} has a hole`);
  }
  return faults;
}

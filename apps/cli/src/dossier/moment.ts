import { addDays, epoch, isLocalDay, localInstant } from '@motcua/domain';
import { UsageFault } from '../usage-fault.js';

/**
 * The moment that `--at` means: an ISO 8601 instant with its offset, or a day in Vietnam, which means its last millisecond.
 *
 * @returns ISO 8601 in UTC with milliseconds
 * @throws {UsageFault} anything else; a time without offset would be a guess
 */
export function momentOf(text: string): string {
  try {
    const ms = isLocalDay(text) ? Date.parse(localInstant(addDays(text, 1), '00:00')) - 1 : epoch(text);
    return new Date(ms).toISOString();
  } catch {
    throw new UsageFault(
      '--at is a moment with its offset, e.g. 2026-11-24T14:30:00+07:00, or a day in Vietnam, e.g. 2026-11-24',
    );
  }
}

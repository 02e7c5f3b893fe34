const longestMs = 24 * 60 * 60 * 1000;

/**
 * Retry-After as milliseconds; a date is compared with the answer's own `date`, because their clock and ours may differ.
 * @returns undefined when the header is missing or makes no sense
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, longestMs);
  const wait = Date.parse(value) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, wait), longestMs);
}

import type { EventFilter } from './event-store.js';

/** Everything before the first hyphen. */
function categoryOf(stream: string): string {
  return stream.slice(0, stream.indexOf('-'));
}

/** An absent list asks for all; an empty one for none. */
export function matches(filter: EventFilter, { stream, type }: { stream: string; type: string }): boolean {
  if (filter.categories && !filter.categories.includes(categoryOf(stream))) return false;
  return filter.types?.includes(type) ?? true;
}

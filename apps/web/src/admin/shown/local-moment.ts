/** What a `datetime-local` field holds is Vietnam time here, wherever the browser stands. Empty = nothing said. */
export function instantOf(local: string): string | undefined {
  return local === '' ? undefined : `${local.length === 16 ? `${local}:00` : local}+07:00`;
}

/** Where somebody is led who asked for nothing, or for what is not ours. */
const HOME = '/';

/**
 * Where somebody goes on after signing in: a path of our own pages and nothing else, so that nobody can be led elsewhere by an
 * address that begins with ours.
 */
export function returnAddress(wanted: unknown, publicUrl: string): string {
  if (typeof wanted !== 'string' || wanted.length > 2_048 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted)) return HOME;
  const base = new URL(publicUrl);
  const url = URL.parse(wanted, base.href);
  if (url === null || url.origin !== base.origin || /^\/(session|oidc)(\/|$)/.test(url.pathname)) return HOME;
  return url.pathname + url.search + url.hash;
}

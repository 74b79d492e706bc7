/**
 * Brings a recorded request target into origin form (RFC 9112 §3.2.1): `/path?query`. An absolute target is taken
 * only when it names one of the service's own hosts; null means that it names another (an open-proxy probe).
 * What cannot stand in a request line raw (controls and space) is percent-encoded; every other byte stays as it was.
 */
export function originForm(target: string, ownHosts: readonly string[]): string | null {
  const path = target.startsWith('/') ? target : pathOfAbsolute(target, ownHosts);
  return path === null || !NOT_RAW.test(path) ? path : path.replace(NOT_RAW_ALL, percentEncode);
}

function pathOfAbsolute(target: string, ownHosts: readonly string[]): string | null {
  const match = /^https?:\/\/([^/?#]*)(.*)$/is.exec(target);
  if (!match) return null;
  const [, authority, rest] = match as unknown as [string, string, string];
  if (!ownHosts.some((host) => sameHost(host, authority))) return null;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function sameHost(a: string, b: string): boolean {
  return withoutPort(a) === withoutPort(b);
}

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase();
}

const NOT_RAW = /[\x00-\x20\x7f]/;
const NOT_RAW_ALL = /[\x00-\x20\x7f]/g;

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

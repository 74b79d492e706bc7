import { hostSent } from './host-sent.ts';
import type { SendableRequest } from './sendable-request.ts';

/**
 * The request that a redirect asks for, as a browser would send it; null where it leads to another scheme, host or port than
 * those of the target, or of the Host that was sent to it: nobody else is ever contacted.
 */
export function followRedirect(
  request: SendableRequest,
  status: number,
  location: string,
  origin: string,
): SendableRequest | null {
  if (!FOLLOWED.has(status)) return null;
  const own = originOf(request, origin);
  const to = parse(location, own, request.path);
  if (to === null || (to.origin !== own && to.origin !== origin)) return null;
  const path = to.pathname + to.search;
  const asksForPage =
    (status === 303 && request.method !== 'HEAD') || (status < 303 && request.method === 'POST');
  const headers = to.origin === own ? request.headers : without(request.headers, IS_HOST);
  if (!asksForPage) return { ...request, path, headers };
  return { ...request, method: 'GET', path, headers: without(headers, OF_BODY), body: null };
}

const FOLLOWED: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const IS_HOST = /^host$/i;
const OF_BODY = /^content-/i;

/** The origin as the target knows it: with the Host that was sent. */
function originOf({ headers }: SendableRequest, origin: string): string {
  const host = hostSent(headers);
  if (host === undefined) return origin;
  const text = `${origin.slice(0, origin.indexOf('://'))}://${host}`;
  return URL.canParse(text) ? new URL(text).origin : origin;
}

/** Bytes that stand raw in it are percent-encoded, as browsers do. */
function parse(location: string, origin: string, path: string): URL | null {
  const [to, from] = [location, origin + path].map((text) => text.replace(RAW, percentEncode)) as [
    string,
    string,
  ];
  if (!URL.canParse(to, from)) return null;
  const url = new URL(to, from);
  return /^https?:$/.test(url.protocol) ? url : null;
}

const RAW = /[\x80-\xff]/g;

function percentEncode(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase()}`;
}

function without(headers: readonly string[], names: RegExp): string[] {
  return headers.flatMap((name, i) => (i % 2 === 1 || names.test(name) ? [] : [name, headers[i + 1]]));
}

import { Cookie, CookieJar } from 'tough-cookie';
import { CAUSE } from '../model.ts';
import { hostSent } from './host-sent.ts';
import type { SendableRequest } from './sendable-request.ts';

/** What the cookies of all sessions of a sender come to. */
export interface CookieTally {
  /** Set by the target, and how many of them were not taken. */
  set: number;
  refused: number;
  /** About how much memory those take that are there. */
  bytes: number;
}

/** Of whom cookies are, and how requests name them. */
export interface CookieTerms {
  /** The host of the target, where a request says no other. */
  readonly host: string;
  readonly http2: boolean;
  readonly tally: CookieTally;
}

/**
 * The cookies that the target set in one session, by the rules of browsers (RFC 6265bis), but that `Secure` is taken as given: they go
 * nowhere but back to the target, and what ends TLS may stand in front of it.
 */
export class SessionCookies {
  readonly #terms: CookieTerms;
  readonly #jar = new CookieJar(undefined, { looseMode: true });
  /** What each takes, by domain, path and name; the oldest first. */
  readonly #known = new Map<string, { readonly cookie: Cookie; readonly bytes: number }>();
  /** A name that the target has set is the target's from then on, be the cookie gone. */
  #names = new Set<string>();
  /** What was sent last, where that is the same for all paths: to look it up anew costs more than to send a request. */
  #last: { readonly host: string; readonly cookies: readonly Cookie[]; readonly untilMs: number } | null =
    null;

  constructor(terms: CookieTerms) {
    this.#terms = terms;
  }

  /** Takes what an answer to this request sets. */
  hear(setCookie: string | readonly string[], request: SendableRequest): void {
    const { tally } = this.#terms;
    const url = this.#urlOf(request);
    this.#last = null;
    for (const line of [setCookie].flat()) {
      tally.set++;
      const cookie = line.length > LONGEST ? undefined : this.#set(line, url);
      if (cookie) this.#note(cookie);
      else tally.refused++;
    }
  }

  /** The request with the cookies that are for it: in place of recorded ones of the same names, beside the others. */
  dress(request: SendableRequest): SendableRequest {
    if (this.#names.size === 0) return request;
    const pairs: string[] = [];
    const headers: string[] = [];
    let at = -1;
    for (let i = 0; i < request.headers.length; i += 2) {
      const [name, value] = [request.headers[i]!, request.headers[i + 1]!];
      if (name.length !== COOKIE.length || name.toLowerCase() !== COOKIE) headers.push(name, value);
      else {
        if (at === -1) at = headers.push(name, '') - 2;
        for (const pair of value.split(';')) if (this.#isRecorded(pair.trim())) pairs.push(pair.trim());
      }
    }
    const own = this.#cookiesFor(request);
    for (const cookie of own) pairs.push(cookie.cookieString());
    if (pairs.length === 0) {
      if (at === -1) return request;
      headers.splice(at, 2);
    } else {
      if (at === -1) at = headers.push(this.#terms.http2 ? COOKIE : 'Cookie', '') - 2;
      headers[at + 1] = pairs.join('; ');
    }
    const causes = own.length === 0 ? request.causes : request.causes | CAUSE.credentialsAdded;
    return { ...request, headers, causes };
  }

  /** They are of no more use. */
  forget(): void {
    for (const { bytes } of this.#known.values()) this.#terms.tally.bytes -= bytes;
    this.#known.clear();
  }

  #isRecorded(pair: string): boolean {
    return pair !== '' && !this.#names.has(pair.slice(0, Math.max(0, pair.indexOf('='))).trim());
  }

  #set(line: string, url: string): Cookie | undefined {
    const cookie = Cookie.parse(line, { loose: true });
    // One of nothing would leave a hole in the header.
    if (!cookie || (cookie.key === '' && cookie.value === '')) return undefined;
    fixExpiry(cookie);
    try {
      return this.#jar.setCookieSync(cookie, url, { ignoreError: true });
    } catch {
      // A host that no URL can have.
      return undefined;
    }
  }

  #cookiesFor(request: SendableRequest): readonly Cookie[] {
    const host = this.#hostOf(request);
    const last = this.#last;
    if (last !== null && last.host === host && Date.now() < last.untilMs) return last.cookies;
    try {
      const cookies = this.#jar.getCookiesSync(this.#urlOf(request));
      this.#last = this.#areForAnyPath() ? { host, cookies, untilMs: firstExpiryMs(cookies) } : null;
      return cookies;
    } catch {
      return [];
    }
  }

  #areForAnyPath(): boolean {
    for (const { cookie } of this.#known.values()) if (cookie.path !== '/') return false;
    return true;
  }

  #urlOf(request: SendableRequest): string {
    return `https://${this.#hostOf(request)}${request.path}`;
  }

  #hostOf({ headers }: SendableRequest): string {
    return hostSent(headers) ?? this.#terms.host;
  }

  #note(cookie: Cookie): void {
    const { tally } = this.#terms;
    const key = `${cookie.domain}\n${cookie.path}\n${cookie.key}`;
    const bytes = 2 * key.length + cookie.value.length + OBJECTS_BYTES;
    tally.bytes += bytes - (this.#known.get(key)?.bytes ?? 0);
    this.#known.delete(key);
    this.#known.set(key, { cookie, bytes });
    this.#names.add(cookie.key);
    if (this.#known.size > MOST_COOKIES) this.#dropOldest();
  }

  #dropOldest(): void {
    const [[key, { cookie, bytes }]] = this.#known as Iterable<[string, { cookie: Cookie; bytes: number }]>;
    this.#known.delete(key);
    this.#terms.tally.bytes -= bytes;
    this.#jar.store.removeCookie(cookie.domain, cookie.path, cookie.key, () => {});
    this.#names = new Set(Array.from(this.#known.values(), (known) => known.cookie.key));
  }
}

/** Max-Age counts from now (RFC 6265, 5.3); the jar would count from when a cookie was sent last. */
function fixExpiry(cookie: Cookie): void {
  if (typeof cookie.maxAge !== 'number') return;
  cookie.expires = new Date(Math.min(Date.now() + cookie.maxAge * 1000, LATEST_MS));
  cookie.maxAge = null;
}

function firstExpiryMs(cookies: readonly Cookie[]): number {
  return Math.min(Infinity, ...cookies.map((cookie) => cookie.expiryTime() ?? Infinity));
}

/** The last moment that a Date knows. */
const LATEST_MS = 8.64e15;
const COOKIE = 'cookie';
/** What browsers keep for a site, and far more than the 4 KiB that they take of one. */
const MOST_COOKIES = 180;
const LONGEST = 8192;
/** What the objects of a cookie take beside its text. */
const OBJECTS_BYTES = 1000;

import { resolve } from 'node:path';

/** What is put under load. */
export interface Target {
  /** As it is named in a run: `https://host:port`, or `unix:/path`. */
  readonly name: string;
  /** Scheme, host and port, as requests have them. */
  readonly origin: string;
  /** Host, with the port where it is not the usual one. */
  readonly host: string;
  /** The Unix socket that it listens on; null: it is reached at its host. */
  readonly socketPath: string | null;
  /** Whether something else than HTTP is spoken there: `tcp://host:port`. Only a client of the user can. */
  readonly isOther: boolean;
}

/** Reads `http://host:port`, `unix:/path`, `http+unix://%2Fpath`, or another protocol, which goes with its port. Throws a TypeError that says what would do. */
export function parseTarget(text: string): Target {
  const socketPath = socketOf(text);
  if (socketPath !== null) {
    if (socketPath === '' || socketPath.includes('\0')) {
      throw new TypeError('A socket is named with its path: unix:/run/app.sock.');
    }
    const path = resolve(socketPath);
    return {
      name: `unix:${path}`,
      origin: 'http://localhost',
      host: 'localhost',
      socketPath: path,
      isOther: false,
    };
  }
  const isOther = /^(?!https?:)[a-z][a-z0-9+.-]*:\/\/[^/?#]*:\d+\/?$/i.test(text);
  const known = isOther ? text.replace(/^[^:]+/, 'http') : text;
  const url = URL.canParse(known) ? new URL(known) : null;
  if (!url || !/^https?:\/\//i.test(known)) {
    throw new TypeError('A target is a URL such as http://127.0.0.1:8080, or unix:/run/app.sock.');
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new TypeError('A target is scheme, host and port only; the paths come from the log.');
  }
  if (url.username || url.password) {
    throw new TypeError("Credentials do not belong in the target; use --basic 'anna:${PASSWORD}'.");
  }
  const name = isOther ? `${text.slice(0, text.indexOf(':')).toLowerCase()}://${url.host}` : url.origin;
  return { name, origin: url.origin, host: url.host, socketPath: null, isOther };
}

function socketOf(text: string): string | null {
  const [, path] = /^unix:(?:\/\/(?=\/))?(.*)$/is.exec(text) ?? [];
  if (path !== undefined) return path;
  const [, encoded] = /^http\+unix:\/\/([^/]*)\/?$/i.exec(text) ?? [];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}

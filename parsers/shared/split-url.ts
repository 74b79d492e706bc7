/** An absolute URL, taken apart. */
export interface SplitUrl {
  readonly scheme: 'http' | 'https';
  /** With the port where it is not the scheme's own: loggers add `:443`, which clients do not send. */
  readonly host: string;
  /** Path and query, as they would stand in a request line. */
  readonly target: string;
}

/** Takes an absolute URL apart, which a logger put together from what the client had sent apart. */
export function splitUrl(url: string): SplitUrl | undefined {
  const parts = ABSOLUTE.exec(url);
  if (parts === null) return undefined;
  const scheme = SECURE.test(parts[1]!) ? 'https' : 'http';
  const rest = url.slice(parts[0].length);
  const authority = parts[2]!;
  const named = authority.slice(authority.lastIndexOf('@') + 1);
  const host = named.replace(scheme === 'https' ? /:(?:443)?$/ : /:(?:80)?$/, '');
  if (host === '') return undefined;
  return {
    scheme,
    host,
    target: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

const ABSOLUTE = /^(https?|wss?):\/\/([^/?#]*)/i;
const SECURE = /s$/i;

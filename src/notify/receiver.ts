import { ReplayError } from '../errors.ts';

/** Who is told something, and how. Its URL is a secret: whoever has it may write there. */
export interface Receiver<Kind extends string> {
  readonly kind: Kind;
  /** Without credentials. */
  readonly url: string;
  /** What the URL had before its host, as a header wants it; null: nothing. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
  /** Kind and host: all of it that may be shown. */
  readonly shown: string;
}

/** How the kind of a receiver is told where nobody says it. */
export type KindOfUrl<Kind extends string> = (url: URL) => Kind | undefined;

/**
 * Reads `slack:https://…`, or a URL alone where its host tells the kind. What is wrong is said without the text, which is a
 * secret even if it is no URL.
 */
export function parseReceiver<Kind extends string>(
  text: string,
  option: string,
  kinds: readonly Kind[],
  kindOf: KindOfUrl<Kind>,
): Receiver<Kind> {
  const kind = kinds.find((name) => text.startsWith(`${name}:`));
  const rest = kind === undefined ? text : text.slice(kind.length + 1);
  const forms = `${option} ${kinds.map((name) => `${name}:URL`).join(', ')}`;
  if (!/^https?:\/\//i.test(rest) || !URL.canParse(rest)) {
    throw new ReplayError('usage', `${option}: that is no http:// or https:// URL`, forms);
  }
  const url = new URL(rest);
  const found = kind ?? kindOf(url);
  if (found === undefined) {
    throw new ReplayError('usage', `${option}: of what kind ${url.host} is must be said`, forms);
  }
  const { username, password, host, protocol } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    kind: found,
    url: url.href,
    credentials:
      username === '' && password === ''
        ? null
        : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
    shown: `${found}:${protocol}//${host}`,
  };
}

/** How such a text may be shown: without all that may be secret in it. */
export function shownUrl(text: string): string {
  const [, kind = '', rest = ''] = /^([a-z]+:(?=https?:))?(.*)$/is.exec(text) ?? [];
  if (!URL.canParse(rest)) return 'REDACTED';
  const { protocol, host, pathname, search, username } = new URL(rest);
  const isBare = pathname === '/' && search === '' && username === '';
  return `${kind}${protocol}//${host}${isBare ? '' : '/REDACTED'}`;
}

export function basicAuthorization({ credentials }: Pick<Receiver<string>, 'credentials'>): object {
  if (credentials === null) return {};
  const { user, password } = credentials;
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

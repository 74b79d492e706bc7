import { CAUSE } from '../model.ts';

/**
 * What a redirect tells of why the status may have changed, as a bit of `CAUSE`, or 0: it leads to a page to log in,
 * or to the very same path at another scheme, host or port (a target that wants its own name, or https).
 */
export function redirectCause(location: string, origin: string, path: string): number {
  const to = location.slice(0, FAR);
  const query = to.search(/[?#]/);
  if (LOGIN.test(query === -1 ? to : to.slice(0, query))) return CAUSE.toLogin;
  const [, address, rest] = ABSOLUTE.exec(to) ?? [];
  if (address === undefined || address.toLowerCase() === origin) return 0;
  const samePath = path.startsWith(rest) && location.length === address.length + path.length;
  return samePath ? CAUSE.toOtherAddress : 0;
}

/** A part of the path, or of the host, that is one of these words, with a file's extension or without. */
const LOGIN =
  /(?:^|[/._-])(?:log[-_]?in|log[-_]?on|sign[-_]?in|auth|oauth2?|authorize|sso|saml2?)(?:[/.]|$)/i;
const ABSOLUTE = /^((?:https?:)?\/\/[^/]+)(.*)$/is;
/** Longer than any address that a person would be sent to. */
const FAR = 4000;

import { isSecretHeader, REDACTED, redactTarget } from './redact-target.ts';

/** Replaces what can be told to be a secret in a line of a log, for showing it: in a query, and in members of JSON. */
export function redactLine(line: string): string {
  return redactTarget(line.replace(JSON_MEMBER, redactMember));
}

/** A name with text or a list of texts, which may be cut off at the end of the line. */
const JSON_MEMBER = /"([^"\\]+)"(\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|\[[^\]]*(?:\]|$))/g;

function redactMember(member: string, name: string, colon: string): string {
  return isSecretHeader(name) || NAMES_SECRET_HEADER.test(name) ? `"${name}"${colon}"${REDACTED}"` : member;
}

/** As logs name the headers: `http_cookie`, `req.headers.authorization`. */
const NAMES_SECRET_HEADER = /authorization|cookie/i;

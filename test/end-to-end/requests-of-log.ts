import { readFileSync } from 'node:fs';

/** A request as a test expects it at the target; one character per byte. */
export interface ExpectedRequest {
  readonly method: string;
  readonly url: string;
  /** undefined: not sent. */
  readonly referer: string | undefined;
  readonly userAgent: string | undefined;
}

/**
 * What of a combined log is to be replayed, found in the most naive way: one regular expression, which shares nothing
 * with the parsers of reprise. Garbage does not match it (see fixtures/README.md); answers of 101 were WebSockets.
 */
export function requestsOfLog(file: string | URL): ExpectedRequest[] {
  return readFileSync(file, 'latin1').split('\n').flatMap(requestOfLine);
}

export function requestOfLine(line: string): ExpectedRequest[] {
  const match = LINE.exec(line);
  if (match === null || match[3] === '101') return [];
  const [, method, url, , referer, userAgent] = match;
  return [{ method, url: unescaped(url), referer: header(referer), userAgent: header(userAgent) }];
}

const LINE =
  /\[\d\d\/\w{3}\/[^\]]*\] "(GET|HEAD|OPTIONS) (\/[^ "]*)(?: HTTP\/\d\.\d)?" (\d{3}) \d+ "([^"]*)" "([^"]*)"$/;

function header(text: string): string | undefined {
  return text === '-' ? undefined : unescaped(text);
}

function unescaped(text: string): string {
  return text.replace(/\\x([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

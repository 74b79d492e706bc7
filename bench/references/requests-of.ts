import { readFileSync } from 'node:fs';

/** What stands in a line of a combined log, as far as a request is made of it. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly referer: string;
  readonly userAgent: string;
}

/** The requests of a combined log that reprise sends as well, in its order: what the other tools are given. */
export function requestsOf(log: string): LoggedRequest[] {
  return readFileSync(log, 'latin1').split('\n').flatMap(requestOf);
}

function requestOf(line: string): LoggedRequest[] {
  const match = /"(GET|HEAD|OPTIONS) (\/[^ ]*) HTTP[^"]*" \d+ \d+ "([^"]*)" "([^"]*)"$/.exec(line);
  if (!match || /\\x/.test(line)) return [];
  const [, method, path, referer, userAgent] = match;
  return [{ method, path, referer, userAgent }];
}

import type { CorpusException } from './corpus-exceptions.ts';

const DASH = 'The client sent the header `-`, which is logged like an absent one.';
const EMPTY = 'With escape=json and escape=none an empty header is logged like an absent one.';
const PREFACE = 'What follows the first line of the HTTP/2 preface is no body, and nginx did not read it.';
const CHUNKED = 'The corpus holds the body with its chunk framing, the log without.';
const CUT = 'nginx leaves scheme and host out of $request_uri, where the client had sent them.';
const REFUSED = 'nginx refused the request before it had its method and target: the log has neither.';

const HEADERS = ['referer', 'user agent'];
const folder = (log: string) => `ground-truth/nginx-1.22.1/${log}.log`;

/** nginx without the request line, in whose place there are $request_method and $request_uri. */
const IN_PARTS = ['timed', 'body', 'tsv_none', 'ltsv'].map(folder);
const WITH_DASH = ['combined', 'main', 'vhost', 'timed', 'ltsv'].map(folder);
const EMPTY_IS_ABSENT = ['escape_json', 'escape_none'].map(folder);

/** Lines of the ground truth that do not hold what the client had sent, by name; none of them for its quoting. */
export const COMPILED_EXCEPTIONS: ReadonlyMap<string, CorpusException> = new Map([
  ...IN_PARTS.flatMap((file) => except(file, [18, 19], ['target'], CUT)),
  ...IN_PARTS.flatMap((file) => except(file, [13, 20, 21, 26, 30, 36, 38, 39], ['skipped'], REFUSED)),
  ...WITH_DASH.flatMap((file) => except(file, [43], HEADERS, DASH)),
  ...EMPTY_IS_ABSENT.flatMap((file) => except(file, [42], HEADERS, EMPTY)),
  ...except(folder('tsv_none'), [42], ['user agent'], EMPTY),
  ...except(folder('escape_json'), [36], ['body'], PREFACE),
  ...except(folder('escape_json'), [55], ['body'], CHUNKED),
  ...except(folder('body'), [55], ['body'], CHUNKED),
]);

function except(
  file: string,
  lines: number[],
  fields: string[],
  reason: string,
): [string, CorpusException][] {
  return lines.map((line) => [`${file}:${line}`, { fields, reason }]);
}

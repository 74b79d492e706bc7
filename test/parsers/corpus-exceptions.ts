export interface CorpusException {
  /** What differs. */
  readonly fields: readonly string[];
  readonly reason: string;
}

const DASH = 'The client sent the header `-`, which is logged like an absent one.';
const EMPTY = 'With escape=json an empty header is logged like an absent one.';
const PREFACE = 'What follows the first line of the HTTP/2 preface is no body, and nginx did not read it.';
const CHUNKED = 'The corpus holds the body with its chunk framing, the log without.';
const PROXY_MANAGER = 'Another format: the log of nginx Proxy Manager.';
const ERROR_LOG = 'A line of the error log, which tells of the request a second time.';
const SSL_REQUEST = 'Another format: the ssl_request_log of Apache, which has no status.';
const FORWARDED =
  'The source takes the first public address of a list before the line; we take $remote_addr.';

/** Lines of the corpus that say something else than we read, by name; everything else about them must hold. */
export const CORPUS_EXCEPTIONS: ReadonlyMap<string, CorpusException> = new Map([
  ...except('ground-truth/nginx-1.22.1/combined.log', [43], ['referer', 'user agent'], DASH),
  ...except('ground-truth/nginx-1.22.1/main.log', [43], ['referer', 'user agent'], DASH),
  ...except('ground-truth/nginx-1.22.1/vhost.log', [43], ['referer', 'user agent'], DASH),
  ...except('ground-truth/nginx-1.22.1/escape_json.log', [43], ['referer', 'user agent'], DASH),
  ...except('ground-truth/nginx-1.22.1/escape_json.log', [42], ['referer', 'user agent'], EMPTY),
  ...except('ground-truth/nginx-1.22.1/escape_json.log', [36], ['body'], PREFACE),
  ...except('ground-truth/nginx-1.22.1/escape_json.log', [55], ['body'], CHUNKED),
  ...except(
    'crowdsec-hub/nginx_http-catch-npm/nginx_http-catch-npm.log',
    [1, 2, 3, 4, 5, 6],
    ['skipped'],
    PROXY_MANAGER,
  ),
  ...except('crowdsec-hub/nginx_http-logs/nginx_http-logs.log', [9], ['skipped'], ERROR_LOG),
  ...except(
    'crowdsec-hub/nginx_req_limit_exceeded/nginx_req_limit_exceeded.log',
    [1, 7],
    ['skipped'],
    ERROR_LOG,
  ),
  ...except('crowdsec-hub/pfsense-rfc5424-nginx/pfsense-rfc5424-nginx.log', [1], ['skipped'], ERROR_LOG),
  ...except('elastic-beats/apache/access/ssl-request.log', [1, 2], ['skipped'], SSL_REQUEST),
  ...except('elastic-beats/nginx/access/test-with-host.log', [1, 5, 6], ['client'], FORWARDED),
  ...except('elastic-beats/nginx/access/test.log', [1, 5, 6], ['client'], FORWARDED),
]);

function except(
  file: string,
  lines: number[],
  fields: string[],
  reason: string,
): [string, CorpusException][] {
  return lines.map((line) => [`${file}:${line}`, { fields, reason }]);
}

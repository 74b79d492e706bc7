/** What a record of the corpus says otherwise, and why we do not follow; everything else about it must hold. */
export interface ColumnsException {
  readonly fields: readonly string[];
  readonly reason: string;
}

const FORWARDED = 'ClientHost is a list there; the source takes the last of it, we the first, who asked.';
const CUT =
  'HAProxy cut the line at 1,024 characters: the rest of the target is lost, so it cannot be sent again.';
const SERVER = 'The source calls the server that Squid asked the client; we take the client.';
const CREATED =
  'The source keeps `ip:port`, and takes when the answer was made for the time; we take the address and request_creation_time.';
const REFUSED = 'nginx refused the request before it had a target: the log has `-`.';
const NO_AUTHORITY = "nginx's $request_uri leaves out the scheme and the host of an absolute target.";

/** By name; records without a line number by their place among those of their source. */
export const COLUMNS_EXCEPTIONS: ReadonlyMap<string, ColumnsException> = new Map([
  ...except('crowdsec-hub/traefik_json/traefik_json.log', [7], ['client'], FORWARDED),
  ...except('logstash-patterns-core/spec/haproxy_spec.rb', [201], ['skipped: too-long'], CUT),
  ...except('logstash-patterns-core/spec/squid_spec.rb', [57], ['client'], SERVER),
  ...except(
    'vrl/parse_aws_alb_log.rs',
    ['#1', '#2', '#3', '#6', '#7', '#8', '#10', '#11'],
    ['time', 'client'],
    CREATED,
  ),
  ...except(
    'ground-truth/nginx-1.22.1/ltsv.log',
    [13, 20, 21, 26, 30, 36, 38, 39],
    ['skipped: bad-request-line'],
    REFUSED,
  ),
  ...except('ground-truth/nginx-1.22.1/ltsv.log', [18, 19], ['url'], NO_AUTHORITY),
]);

function except(
  file: string,
  lines: readonly (number | string)[],
  fields: readonly string[],
  reason: string,
): [string, ColumnsException][] {
  return lines.map((line) => [`${file}:${line}`, { fields, reason }]);
}

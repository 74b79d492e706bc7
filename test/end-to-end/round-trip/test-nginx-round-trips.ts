import { test } from 'node:test';
import { type NginxOptions, startNginx } from '../../helpers/nginx.ts';
import { requireProgram } from '../../helpers/real-program.ts';
import { serve } from '../serve.ts';
import { COMBINED, type Differs, type RoundTrip, roundTrip } from './round-trip.ts';

/** Replays so many lines of nginx’s combined, which one nginx wrote, at a second one that has to write the same. */
export function combinedRoundTrip(lines: number): Promise<void> {
  return roundTrip({ start: () => startNginx({ locations: LOCATIONS }), lines, seed: 1, differs: COMBINED });
}

/** Tests this of so many lines in each format that nginx can be told to write. */
export function testNginxRoundTrips(lines: number): void {
  test(`${lines} lines of nginx’s combined come out as they went in`, async (t) => {
    if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
    await combinedRoundTrip(lines);
  });

  test(`${lines} lines of a log_format with hosts, cookies and bodies come out as they went in`, async (t) => {
    if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
    const format =
      '$remote_addr [$time_local] $body_bytes_sent "$request" $status "$http_host" "$http_referer" ' +
      '"$http_user_agent" "$http_cookie" "$content_type" $content_length "$request_body"';
    await withBodies(`'${format}'`, {
      lines,
      seed: 2,
      // The body may have been a dash, or have gone unread.
      unreadable: /" 1 "-"$/,
      args: ['--format', format],
      differs: [
        [/^\S+ \[[^\]]*\] \d+/, 'CLIENT [TIME] SIZE'],
        [/^([^"]*"[^"]*) HTTP\/1\.[01]"/, '$1 HTTP"'],
        // A request that nobody gave a body may say so, or say nothing.
        [/" 0 "-"$/, '" - "-"'],
      ],
    });
  });

  test(`${lines} lines of a log_format in JSON come out as they went in`, async (t) => {
    if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
    const args = ['--format', `log_format json ${JSON_FORMAT};`];
    await withBodies(JSON_FORMAT, { lines, seed: 3, args, unreadable: NO_TARGET, differs: JSON_DIFFERS });
  });

  test(`${lines} lines in JSON of which nothing is known come out as they went in`, async (t) => {
    if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
    // Not told by whom they were written: a `-` may stand for no header, as it does in other logs.
    const differs: Differs = [...JSON_DIFFERS, [/("http_\w+"):"-"/g, '$1:""']];
    const unreadable = new RegExp(`${NO_TARGET.source}|"content_length":"1","request_body":"-"`);
    await withBodies(JSON_FORMAT, { lines, seed: 4, unreadable, differs });
  });
}

/** nginx keeps nothing of a target that it does not understand, and answers 400. */
const NO_TARGET = /"status":"400".*"request_uri":""/;
const JSON_DIFFERS: Differs = [
  [/^\{"time_iso8601":"[^"]*","remote_addr":"[^"]*","body_bytes_sent":"\d*"/, '{"TIME CLIENT SIZE"'],
  [/"content_length":"0"/, '"content_length":""'],
];

/** Behind nginx there is a server that takes in bodies: nginx logs only those that it reads. */
async function withBodies(logFormat: string, options: Omit<RoundTrip, 'start' | 'bodies'>): Promise<void> {
  await using origin = await serve();
  const proxy = `location /api/ { set $origin ${origin.port}; proxy_pass http://127.0.0.1:$origin/ok; }`;
  const nginx: NginxOptions = { logFormat, locations: `${LOCATIONS} ${proxy}` };
  const args = ['--host', 'log', ...(options.args ?? [])];
  await roundTrip({ ...options, start: () => startNginx(nginx), bodies: true, args });
}

const JSON_FIELDS =
  'time_iso8601 remote_addr body_bytes_sent status request_method request_uri http_host http_referer http_user_agent ' +
  'http_cookie content_type content_length request_body';
const JSON_FORMAT = `escape=json '{${JSON_FIELDS.split(' ')
  .map((name) => `"${name}":"$${name}"`)
  .join(',')}}'`;

const LOCATIONS = `
  keepalive_requests 1000000;
  large_client_header_buffers 4 32k;
  client_body_in_single_buffer on; client_body_buffer_size 64k;
  merge_slashes off;
  location /missing/ { return 404; }
  location /broken/ { return 500; }
  location /old/ { return 301 /new; }
  location / { return 200 'ok\\n'; }
`;

import { startNginx, type WebServer } from '../test/helpers/nginx.ts';

/**
 * The nginx that benchmarks measure against: it answers `ok`, writes no log, and keeps connections for as long as they are wanted. It
 * would close each after a thousand requests (`keepalive_requests`), whereupon some clients lose one.
 */
export function startPatientNginx(): Promise<WebServer> {
  const directives = ['access_log off;', 'keepalive_requests 1000000000;', 'keepalive_time 1d;'];
  return startNginx({ locations: `${directives.join(' ')} location / { return 200 "ok\\n"; }` });
}

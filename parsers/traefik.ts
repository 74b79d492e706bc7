import type { LogFormat } from 'reprise/parser';
import { APACHE_WAYS } from './shared/apache-fields.ts';
import { apachePieces } from './shared/apache-pieces.ts';
import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { compileTemplate } from './shared/compile-template.ts';
import { oneOf } from './shared/one-of.ts';
import type { Dialect } from './shared/template.ts';

/** Traefik escapes nothing. Its stamps are of the start. */
const VALUES: Dialect = { quoting: 'raw', decode: (value) => value, absent: '-', emptyHeaders: true };

const LINE = '%h - %u %t "%r" %s %b';
const REST = '%k "%{router}x" "%{server}x" %{ms}Tms';

/** Reads Traefik's access log in its Common Log Format. Older versions write absent headers without quotes. */
export const traefik: LogFormat = {
  name: 'traefik',
  title: 'Traefik, Common Log Format',
  samples: [
    sampleOf(`192.0.2.7 - - ${SAMPLE_TAIL} 502 "shop@docker" "http://10.0.0.3:80" 12ms`, { durationMs: 12 }),
    sampleOf(
      '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" - - "-" "say "hi"" 45640 "-" "-" 0ms',
      { headers: [['User-Agent', 'say "hi"']], status: undefined, durationMs: 0 },
    ),
    sampleOf(
      '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" 404 19 - - 3 "backend" "http://10.0.0.3:80" 1ms',
      { headers: undefined, status: 404, durationMs: 1 },
    ),
  ],
  open: oneOf(
    ...['"%{Referer}i" "%{User-Agent}i"', '- "%{User-Agent}i"', '"%{Referer}i" -', '- -'].map((headers) =>
      compileTemplate(apachePieces(`${LINE} ${headers} ${REST}`, APACHE_WAYS), VALUES),
    ),
  ),
};
export default traefik;

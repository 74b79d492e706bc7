import type { LogFormat } from 'reprise/parser';
import { apacheFormat } from './shared/apache-format.ts';
import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { oneOf } from './shared/one-of.ts';

const combined = apacheFormat('%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-Agent}i"', {
  dialect: 'tomcat',
});
const common = apacheFormat('%h %l %u %t "%r" %s %b', { dialect: 'tomcat' });

/** Reads Tomcat's AccessLogValve with the patterns `common` and `combined`. Bytes that are no ASCII are `\u00hh`. */
export const tomcat: LogFormat = {
  name: 'tomcat',
  title: 'Tomcat AccessLogValve, common and combined',
  samples: [
    sampleOf(`192.0.2.7 - - ${SAMPLE_TAIL}`),
    sampleOf(
      String.raw`0:0:0:0:0:0:0:1 - - [20/Nov/2026:20:04:58 +0000] "GET /caf\u00c3\u00a9?q=\"a\" HTTP/1.1" 404 -`,
      { target: '/caf\xc3\xa9?q="a"', client: '0:0:0:0:0:0:0:1', headers: undefined, status: 404 },
    ),
  ],
  open: oneOf(combined.open, common.open),
  unlike: /(?<!\\)(?:\\\\)*\\(?!["\\nrtfb]|u00[\da-f]{2})|[\x80-\xff]/,
};
export default tomcat;

import { apacheFormat } from './shared/apache-format.ts';
import { SAMPLE_MS } from './shared/combined-samples.ts';

/** Reads Apache's `ssl_request_log`: no status, no headers. */
export const apacheSslRequest = apacheFormat('%t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x "%r" %b', {
  name: 'apache-ssl-request',
  title: 'Apache ssl_request_log',
  samples: [
    {
      line: '[20/Nov/2026:20:04:58 +0000] 192.0.2.7 TLSv1.3 TLS_AES_256_GCM_SHA384 "GET /shop?a=b HTTP/1.1" 1375',
      expect: { method: 'GET', target: '/shop?a=b', startedAtMs: SAMPLE_MS, client: '192.0.2.7' },
    },
    {
      line: '[20/Nov/2026:20:04:58 +0000] 192.0.2.7 - - "-" -',
      expect: { skipped: 'bad-request-line' },
    },
  ],
});
export default apacheSslRequest;

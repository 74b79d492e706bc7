import type { LogFormat } from 'reprise/parser';
import { SAMPLE_MS, SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { nginxFormat } from './shared/nginx-format.ts';
import { oneOf } from './shared/one-of.ts';

const COMBINED =
  '$remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_length $request_time [$proxy_upstream_name]';
const UPSTREAMS = '$upstream_addr $upstream_response_length $upstream_response_time $upstream_status';

const current = nginxFormat(
  `$remote_addr - ${COMBINED} [$proxy_alternative_upstream_name] ${UPSTREAMS} $req_id`,
);
/** Before 0.22 there was no alternative upstream; before 0.25 the client came a second time, in brackets. */
const older = nginxFormat(`$remote_addr - ${COMBINED} ${UPSTREAMS} $req_id`);
const oldest = nginxFormat(`$remote_addr - [$the_real_ip] - ${COMBINED} ${UPSTREAMS} $req_id`);
const between = nginxFormat(
  `$remote_addr - [$the_real_ip] - ${COMBINED} [$proxy_alternative_upstream_name] ${UPSTREAMS} $req_id`,
);

/** Reads the access log of Kubernetes' ingress-nginx. Where upstreams were tried again, their fields are lists. */
export const ingressNginx: LogFormat = {
  name: 'ingress-nginx',
  title: 'Kubernetes ingress-nginx (upstreaminfo)',
  samples: [
    sampleOf(
      `192.0.2.7 - - ${SAMPLE_TAIL} 2057 0.033 [shop-web-80] [] 10.0.0.7:9200 470 0.036 200 3db73c6c673c4256ade033a6ce08c2ab`,
      { startedAtMs: SAMPLE_MS - 33, durationMs: 33 },
    ),
    sampleOf(
      `2001:db8::7 - - ${SAMPLE_TAIL.replace('" 200 ', '" 502 ')} 27 3.000 [shop-web-80] [] [2001:db8::1]:5000, [2001:db8::2]:5000 0, 0 1.000, 2.000 502, 502 3db73c6c673c4256ade033a6ce08c2ab`,
      { startedAtMs: SAMPLE_MS - 3000, durationMs: 3000, status: 502, client: '2001:db8::7' },
    ),
    sampleOf(
      `192.0.2.7 - [192.0.2.7] - - ${SAMPLE_TAIL} 100 0.000 [shop-web-80] - - - - bfb9417db656d95bcfdf3e2a7f47b1ec`,
      { durationMs: 0 },
    ),
  ],
  open: oneOf(current.open, older.open, oldest.open, between.open),
};
export default ingressNginx;

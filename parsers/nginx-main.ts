import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { nginxFormat } from './shared/nginx-format.ts';

/** Reads the `main` that nginx's own packages configure: `combined` with X-Forwarded-For. */
export const nginxMain = nginxFormat(
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for"',
  {
    name: 'nginx-main',
    title: 'nginx main, as its packages configure it (combined with X-Forwarded-For)',
    samples: [
      sampleOf(`192.0.2.7 - - ${SAMPLE_TAIL} "-"`),
      sampleOf(`192.0.2.7 - bob smith ${SAMPLE_TAIL} "198.51.100.1, 2001:db8::1"`, {
        headers: [
          ['Referer', 'https://shop.example/'],
          ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64)'],
          ['X-Forwarded-For', '198.51.100.1, 2001:db8::1'],
        ],
      }),
    ],
  },
);
export default nginxMain;

import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { nginxFormat } from './shared/nginx-format.ts';

/** Reads `combined` with the virtual host and its port before it. */
export const nginxVhost = nginxFormat(
  '$host:$server_port $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
  {
    name: 'nginx-vhost',
    title: 'nginx, combined with host:port before it',
    samples: [
      sampleOf(`shop.example:443 192.0.2.7 - - ${SAMPLE_TAIL}`, { host: 'shop.example' }),
      sampleOf(`shop.example:8443 2001:db8::7 - - ${SAMPLE_TAIL}`, {
        host: 'shop.example:8443',
        client: '2001:db8::7',
      }),
    ],
  },
);
export default nginxVhost;

import { apacheFormat } from './shared/apache-format.ts';
import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';

/** Reads Debian's `vhost_combined`: `combined` with the virtual host and its port before it. */
export const apacheVhost = apacheFormat('vhost_combined', {
  name: 'apache-vhost',
  title: 'Apache vhost_combined (host:port before combined)',
  samples: [
    sampleOf(`shop.example:443 192.0.2.7 - - ${SAMPLE_TAIL}`, { host: 'shop.example' }),
    sampleOf(`shop.example:8443 2001:db8::7 - - ${SAMPLE_TAIL}`, {
      host: 'shop.example:8443',
      client: '2001:db8::7',
    }),
  ],
});
export default apacheVhost;

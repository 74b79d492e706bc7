import type { LogFormat } from 'reprise/parser';
import { apacheFormat } from './shared/apache-format.ts';
import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { SKIPPED } from './shared/skipped.ts';

const combined = apacheFormat('%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i"', {
  dialect: 'varnish',
});

/** Reads varnishncsa's log: `combined`, but that Varnish puts host and path together to an absolute target. */
export const varnish: LogFormat = {
  name: 'varnish',
  title: 'Varnish (varnishncsa), combined with absolute targets',
  samples: [
    sampleOf(`192.0.2.7 - - ${SAMPLE_TAIL.replace('GET /', 'GET http://shop.example/')}`, {
      host: 'shop.example',
      scheme: 'http',
    }),
    {
      line: `192.0.2.7 - - ${SAMPLE_TAIL.replace('GET /shop', `GET http://shop.example/${'x'.repeat(238)}/shop`)}`,
      expect: SKIPPED['too-long'],
    },
    { line: `192.0.2.7 - - ${SAMPLE_TAIL}`, expect: SKIPPED['not-an-access-line'] },
  ],
  open: () => {
    const parse = combined.open();
    return (line) => {
      const read = ABSOLUTE.test(line) ? parse(line) : SKIPPED['not-an-access-line'];
      return !('skipped' in read) && read.target.length === CUT_LENGTH ? SKIPPED['too-long'] : read;
    };
  },
};
export default varnish;

/** Varnish keeps 254 characters of a URL (`vsl_reclen`): one of just that length is most likely but the beginning of one. */
const CUT_LENGTH = 254;
const ABSOLUTE = /\] "[!#$%&'*+.^_`|~\w-]{1,40} https?:\/\//;

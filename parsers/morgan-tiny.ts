import { morganFormat } from './shared/morgan-format.ts';

/** Reads morgan's `tiny`: no time, no client, no headers. */
export const morganTiny = morganFormat('tiny', {
  name: 'morgan-tiny',
  title: 'morgan tiny (Express; without times and clients)',
  samples: [
    {
      line: 'GET /shop/123?ref=a 304 - - 0.512 ms',
      expect: { method: 'GET', target: '/shop/123?ref=a', status: 304, durationMs: 0.512 },
    },
    { line: 'GET /slow - - - - ms', expect: { method: 'GET', target: '/slow' } },
  ],
});
export default morganTiny;

import { morganFormat } from './shared/morgan-format.ts';

/** Reads morgan's `short`: no time, no headers. */
export const morganShort = morganFormat('short', {
  name: 'morgan-short',
  title: 'morgan short (Express; without times)',
  samples: [
    {
      line: '::ffff:192.0.2.7 - POST /api/items?a=b HTTP/1.1 201 3 - 1.234 ms',
      expect: {
        method: 'POST',
        target: '/api/items?a=b',
        status: 201,
        durationMs: 1.234,
        client: '::ffff:192.0.2.7',
      },
    },
    {
      // The client left before the answer.
      line: '192.0.2.7 - GET /slow HTTP/1.1 - - - - ms',
      expect: { method: 'GET', target: '/slow', client: '192.0.2.7' },
    },
  ],
});
export default morganShort;

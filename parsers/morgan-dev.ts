import type { LogFormat } from 'reprise/parser';
import { morganFormat } from './shared/morgan-format.ts';

const plain = morganFormat('dev');

/** Reads morgan's `dev`: no time, no client, no headers; with its colours or without. */
export const morganDev: LogFormat = {
  name: 'morgan-dev',
  title: 'morgan dev (Express; without times and clients)',
  samples: [
    {
      line: '\x1b[0mGET /shop/123?ref=a \x1b[32m200\x1b[0m 1.234 ms - 512\x1b[0m',
      expect: { method: 'GET', target: '/shop/123?ref=a', status: 200, durationMs: 1.234 },
    },
    {
      line: 'GET /missing 404 0.321 ms - -',
      expect: { method: 'GET', target: '/missing', status: 404, durationMs: 0.321 },
    },
  ],
  open: () => {
    const parse = plain.open();
    return (line) => parse(line.includes('\x1b') ? line.replace(COLOUR, '') : line);
  },
};
export default morganDev;

const COLOUR = /\x1b\[\d{0,3}m/g;

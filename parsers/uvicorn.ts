import type { LogFormat } from 'reprise/parser';
import { withoutPort } from './shared/client-address.ts';
import { compileTemplate } from './shared/compile-template.ts';
import { statusShape, tokenShape } from './shared/shapes.ts';
import { SKIPPED } from './shared/skipped.ts';

/** Paths were decoded and encoded again before they are logged; the stamps and the headers are nowhere. */
const open = compileTemplate(
  [
    'INFO:     ',
    { name: 'client', shape: tokenShape, bounded: true, role: { is: 'client', rank: 0, read: known } },
    ' - "',
    { name: 'request', role: { is: 'request' } },
    '" ',
    { name: 'status', shape: statusShape, bounded: true, role: { is: 'status', rank: 0 } },
    { name: 'phrase' },
  ],
  { quoting: 'raw', decode: (value) => value, absent: '', emptyHeaders: true },
);

/** Reads Uvicorn's access log: no time, no headers. */
export const uvicorn: LogFormat = {
  name: 'uvicorn',
  title: 'Uvicorn, access log (without times)',
  samples: [
    {
      line: 'INFO:     192.0.2.7:36538 - "GET /%E2%9C%93/../?x=%22 HTTP/1.1" 200 OK',
      expect: { method: 'GET', target: '/%E2%9C%93/../?x=%22', status: 200, client: '192.0.2.7' },
    },
    {
      line: 'INFO:     unknown:0 - "GET / HTTP/1.1" 404 Not Found',
      expect: { method: 'GET', target: '/', status: 404 },
    },
    { line: 'INFO:     192.0.2.7:36538 - "WebSocket /chat" [accepted]', expect: { skipped: 'upgrade' } },
    { line: 'INFO:     Started server process [23952]', expect: { skipped: 'not-an-access-line' } },
  ],
  open: () => {
    const parse = open();
    return (line) => (line.includes(' - "WebSocket ') ? SKIPPED.upgrade : parse(line));
  },
};
export default uvicorn;

function known(endpoint: string): string | undefined {
  return endpoint === 'unknown:0' ? undefined : withoutPort(endpoint);
}

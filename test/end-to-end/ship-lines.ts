import type { CountingServer } from '../helpers/counting-server.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

/** Stands in what is sent, and nowhere else. */
export const SECRET = 'hunter2-Zx81';

/** A request that goes well, and three that do not. */
export const LOG = writeLog([
  combinedLine('/well'),
  combinedLine(`/bad?token=${SECRET}&n=1`),
  combinedLine('/gone'),
  combinedLine('/bad?n=2'),
]);

/** /bad is answered 500, /gone 404, the others 200. */
export const target = () =>
  serve({
    answer: ({ url }) => {
      if (url.startsWith('/bad')) return { status: 500, body: `{"password":"${SECRET}","why":"no disk"}` };
      return { status: url === '/gone' ? 404 : 200 };
    },
  });

/** Sends that log once, in order. */
export const once = (url: string, ...args: string[]) => [
  ...[LOG, '--target', url, '--rate', 'max', '--once', '--connections', '1', '--quiet', ...args],
];

/** What Loki was sent, a line each. */
export function shipped({ requests }: Pick<CountingServer, 'requests'>) {
  return requests.flatMap(({ body }) => {
    const { streams } = JSON.parse(body.toString());
    return streams.flatMap(({ values }: { values: [string, string][] }) =>
      values.map(([ns, text]) => ({ ns, ...JSON.parse(text) })),
    );
  });
}

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { combinedLine } from './write-log.ts';

/** `reprise run LOG… --follow`, with a database of its own. */
export function follow(logs: readonly string[], target: string, more: readonly string[] = []) {
  const database = join(temporaryDirectory('follow'), 'runs.db');
  const cli = startCli(['run', ...logs, '--follow', '--target', target, '--db', database, ...more]);
  return {
    cli,
    database,
    interrupt() {
      cli.send('SIGINT');
      return cli.finished;
    },
    [Symbol.asyncDispose]: () => cli[Symbol.asyncDispose](),
  };
}

/** Another line at the end of a log. */
export function append(log: string, request: string): void {
  appendFileSync(log, `${combinedLine(request)}\n`);
}

/** What a server was asked for, in order. */
export function urls({ requests }: { readonly requests: readonly { readonly url: string }[] }): string[] {
  return requests.map(({ url }) => url);
}

/** `/0`, `/1` and so on. */
export function paths(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `/${i}`);
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { peakMemory } from '../helpers/peak-memory.ts';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { listening } from './listening.ts';
import { queryDatabase } from './query-database.ts';
import { combinedLine, writeLog } from './write-log.ts';

const MIB = 1024 * 1024;
const PIECE = Buffer.alloc(MIB, 'all work and no play\n');

/** Starts a server that answers `/N` with N MiB, and `/bomb` with 1 MiB of gzip that holds 1 GiB. */
export async function largeAnswers(http2 = false): Promise<{ readonly url: string } & AsyncDisposable> {
  // A gzip file may be several, one after the other.
  const tenMiB = gzipSync(Buffer.alloc(10 * MIB));
  const bomb = Buffer.concat(Array.from({ length: 102 }, () => tenMiB));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/bomb') {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain' }).end(bomb);
      return;
    }
    const pieces = Number(request.url!.slice(1));
    response.writeHead(200, { 'content-length': pieces * MIB });
    for (let i = 0; i < pieces && !response.destroyed; i++) {
      if (!response.write(PIECE)) await once(response, 'drain').catch(() => {});
    }
    response.end();
  };
  // With HTTP/2 they have the same members.
  const server = http2 ? createHttp2Server(answer as never) : createServer(answer);
  return listening(server as Server);
}

/** What a run of these requests takes of memory at most, in MiB, and the bytes that came; null where the system does not tell. */
export async function memoryOf(url: string, paths: readonly string[], args: readonly string[] = []) {
  const database = join(temporaryDirectory('large'), 'runs.db');
  const log = writeLog(paths.map((path) => combinedLine(path)));
  const pace = ['--rate', 'max', '--connections', '1', '--once', '--timeout', '5m'];
  const run = ['run', log, '--target', url, ...pace, '--db', database, ...args];
  const { result, peakMiB } = await peakMemory(startCli(run, { timeoutMs: 300_000 }));
  assert.ok(result.status === 0 || result.status === 5, result.stderr);
  const [{ bytes }] = queryDatabase<{ bytes: number }>(
    database,
    'select sum(bytes) as bytes from outcome where result = 0',
  );
  return { peakMiB, bytes };
}

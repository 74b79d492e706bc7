import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Answer } from '../helpers/counting-server.ts';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { queryDatabase } from './query-database.ts';
import { type Replay, runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const HEADERS = { 'Content-Type': 'text/plain', 'Set-Cookie': 'sid=hush' };
const ANSWERS: Readonly<Record<string, Answer>> = {
  '/fine': { headers: HEADERS, body: 'all is well' },
  '/broken': { status: 500, headers: HEADERS, body: '{"error":"no stock","token":"hush"}' },
  '/packed': {
    status: 404,
    headers: { ...HEADERS, 'Content-Encoding': 'gzip' },
    body: gzipSync('no such thing'),
  },
  '/image': { body: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]) },
};
const LOG = writeLog(
  Array.from({ length: 3 }, () => Object.keys(ANSWERS).map((path) => combinedLine(path))).flat(),
);

interface Row {
  readonly endpoint: string;
  readonly status: number;
  readonly place: string;
  readonly seq: number;
  readonly body: string | null;
  readonly body_bytes: number;
}

const rowsOf = (database: string) =>
  queryDatabase<Row>(
    database,
    'select endpoint, status, place, seq, body, body_bytes from answers order by endpoint, status, seq',
  );

async function replayed(which: string): Promise<Replay> {
  await using server = await serve({ answer: ({ url }) => ANSWERS[url] });
  const pace = ['--rate', 'max', '--connections', '2', '--workers', '2', '--once'];
  const result = await runReplay([LOG, '--target', server.url, ...pace, '--save-bodies', which]);
  assertRan(result);
  return result;
}

describe('--save-bodies', () => {
  let sample: Replay;
  before(async () => {
    sample = await replayed('sample');
  });

  test('sample keeps the first and the last answer of each endpoint and status, whichever sender got it', () => {
    const rows = rowsOf(sample.database);
    assert.deepEqual(
      rows.map(({ endpoint, status, place, seq }) => [endpoint, status, place, seq]),
      [
        ['/broken', 500, 'first', 1],
        ['/broken', 500, 'last', 9],
        ['/fine', 200, 'first', 0],
        ['/fine', 200, 'last', 8],
        ['/image', 200, 'first', 3],
        ['/image', 200, 'last', 11],
        ['/packed', 404, 'first', 2],
        ['/packed', 404, 'last', 10],
      ],
    );
    assert.deepEqual(
      rows.filter(({ place }) => place === 'first').map(({ body, body_bytes }) => [body, body_bytes]),
      [
        ['{"error":"no stock","token":"REDACTED"}', 35],
        ['all is well', 11],
        [null, 7],
        ['no such thing', gzipSync('no such thing').length],
      ],
    );
    const stored = JSON.stringify(queryDatabase(sample.database, 'select * from answer'));
    assert.doesNotMatch(stored, /hush/);
  });

  test('report --bodies shows them, --json as well', async () => {
    const args = ['report', 'last', '--db', sample.database];
    const plain = await runCli(args);
    assert.doesNotMatch(plain.stdout, /all is well/);
    assert.match(plain.stdout, /reprise report 1 --bodies --db/);
    const { stdout } = await runCli([...args, '--bodies']);
    assert.ok(stdout.startsWith(plain.stdout));
    assert.match(
      stdout,
      /^GET \/broken {2}500 {2}first: request 1\n\/broken\ncontent-type: text\/plain\nset-cookie: REDACTED\n(?:.*\n)*?\n\{"error":"no stock","token":"REDACTED"\}$/m,
    );
    assert.match(stdout, /^\(7 B that are no text\)$/m);
    assert.match(stdout, /^no such thing\n\(\d+ B of gzip; unpacked/m);
    const { answers } = JSON.parse((await runCli([...args, '--bodies', '--json'])).stdout);
    assert.equal(answers.length, 8);
    assert.deepEqual(
      { ...answers[2], headers: 'some' },
      {
        ...{
          method: 'GET',
          path: '/fine',
          status: 200,
          result: 'answered',
          place: 'first',
          seq: 0,
          target: '/fine',
        },
        ...{ headers: 'some', body: 'all is well', body_bytes: 11 },
      },
    );
  });

  test('failed keeps those with 4xx and 5xx; without it there are none, and the report says how to get them', async () => {
    const failed = await replayed('failed');
    assert.deepEqual(new Set(rowsOf(failed.database).map(({ status }) => status)), new Set([404, 500]));
    const none = await replayed('none');
    assert.deepEqual(rowsOf(none.database), []);
    const { stdout } = await runCli(['report', 'last', '--bodies', '--db', none.database]);
    assert.match(stdout, /no answers were kept: run --save-bodies failed, or sample/);
  });

  test('prune deletes them with the outcomes', async () => {
    const { database } = await replayed('sample');
    const { status, stderr } = await runCli(['prune', '--run', '1', '--db', database]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(rowsOf(database), []);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { assertComplaint } from './complaint.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeLog } from './write-log.ts';

const ONCE = ['--rate', '200', '--once'];
/** Nobody is contacted: what is wrong is noticed before. */
const NOWHERE = ['--target', 'http://127.0.0.1:9', ...ONCE];

function line(path: string, minute: number, status: string, client: string): string {
  const time = `15/Sep/2026:10:${String(minute).padStart(2, '0')}:00 +0000`;
  return `${client} - - [${time}] "GET ${path} HTTP/1.1" ${status} 5 "-" "test"`;
}

const LINES = [
  line('/api/a', 0, '200', '192.0.2.1'),
  line('/api/b?page=2', 1, '200', '192.0.2.2'),
  line('/style.css', 2, '304', '192.0.2.3'),
  line('/api/a', 3, '404', '192.0.2.1'),
  line('/missing', 4, '404', '192.0.2.4'),
  line('/gone-away', 5, '499', '192.0.2.5'),
  line('/api/c', 6, '500', '192.0.2.6'),
];
const LOG = writeLog(LINES);

test('the command that inspect offers has the options with which it looked', async () => {
  const args = ['--include', '^/(api|x y)', '--methods=GET', '--since', '2026-09-15T10:00Z', '--dedupe'];
  const { stdout } = await runCli(['inspect', LOG, '--no-color', ...args]);
  const offered = stdout.slice(stdout.indexOf('\nreplay ')).replaceAll(/\s*\\\n\s*/g, ' ');
  const expected =
    "--include '^/(api|x y)' --methods GET --since 2026-09-15T10:00Z --dedupe --target http://HOST:PORT";
  assert.ok(offered.includes(expected), offered);
});

test('the filters of a run are stored so that it can be repeated on another day', async () => {
  await using server = await serve();
  const args = [
    '--include',
    '^/',
    '--exclude',
    'x',
    '--status',
    '2xx',
    '--since',
    '@1789466400',
    '--sample',
    '100%',
    '--dedupe',
  ];
  const run = await runReplay([LOG, '--target', server.url, ...ONCE, ...args]);
  assertRan(run);
  const [{ options }] = queryDatabase<{ options: string }>(run.database, 'select options from run');
  const { include, exclude, status, since, until, sample, dedupe } = JSON.parse(options);
  assert.deepEqual(
    { include, exclude, status, since, until, sample, dedupe },
    {
      include: ['^/'],
      exclude: ['x'],
      status: '2xx',
      since: '2026-09-15T10:00:00.000Z',
      until: null,
      sample: 1,
      dedupe: true,
    },
  );
});

test('a log that is started over is filtered in the same way every time', async () => {
  await using server = await serve();
  const args = ['--rate', '200', '--duration', '100ms', '--dedupe', '--include', '^/api/[ab]'];
  const run = await runReplay([LOG, '--target', server.url, ...args]);
  assertRan(run);
  const counts = Object.groupBy(server.requests, ({ url }) => url);
  assert.deepEqual(Object.fromEntries(Object.entries(counts).map(([url, all]) => [url, all?.length])), {
    '/api/a': 10,
    '/api/b?page=2': 10,
  });
});

test('a log without times cannot be cut by time', async () => {
  const log = writeLog(['/a', '/b'].map((url) => JSON.stringify({ method: 'GET', url, status: 200 })));
  for (const result of [
    await runReplay([log, ...NOWHERE, '--no-preflight', '--since', '-1h']),
    await runCli(['inspect', log, '--until', 'today']),
  ]) {
    assertComplaint(result, {
      status: 3,
      what: /the log does not say when requests were made/,
      mend: /--format/,
    });
  }
});

test('filters that leave nothing say which of them', async () => {
  const run = await runReplay([LOG, ...NOWHERE, '--no-preflight', '--since', '-1h']);
  assertComplaint(run, {
    status: 3,
    what: /no request of the log began since 20\S+Z \(skipped: 7 before-since\)/,
    mend: /inspect/,
  });
});

for (const [args, what, mend] of [
  [['--include', '('], /--include \(: is no regular expression: missing closing \)/, /RE2/],
  [['--exclude', '(?!a)'], /--exclude \(\?!a\): is no regular expression/, /look-around/],
  [['--status', '2yy'], /--status.*'2yy' is invalid/, /2xx,304,404,none/],
  [['--status', '499'], /--status.*'499' is invalid/, /counts as none/],
  [['--since', 'soon'], /--since.*'soon' is invalid/, /2026-09-15T10:00:00Z.*yesterday.*-90m/],
  [['--until', '2026-02-30'], /--until.*'2026-02-30' is invalid/, /A time is/],
  [
    ['--since', '-1h', '--until', '-2h'],
    /nothing is between --since .*Z and --until .*Z/,
    /before the second/,
  ],
  [['--sample', '0'], /--sample.*'0' is invalid/, /10%, 0\.5%, or 0\.1/],
  [['--sample', '110%'], /--sample.*'110%' is invalid/, /up to 100%/],
] as const) {
  test(`${args.join(' ')} is wrong usage, for run and for inspect`, async () => {
    for (const result of [
      await runReplay([LOG, ...NOWHERE, ...args]),
      await runCli(['inspect', LOG, ...args]),
    ]) {
      assertComplaint(result, { status: 2, what, mend });
    }
  });
}

import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { before, test } from 'node:test';
import { ReplayError } from '../../src/errors.ts';
import { endedPid } from './ended-pid.ts';
import { execute } from './query.ts';
import { newDatabase, reading, recordRun } from './samples.ts';

const path = newDatabase();

before(async () => {
  for (const name of ['base', null, 'base', '1', '12']) await recordRun(path, { run: { name } });
});

for (const [reference, id] of [
  ['1', 1],
  ['5', 5],
  ['base', 3],
  ['last', 5],
  ['last~0', 5],
  ['last~1', 4],
  ['last~4', 1],
  ['12', 5],
] as const) {
  test(`${reference} means run ${id}`, () => {
    assert.equal(
      reading(path, (reader) => reader.find(reference).id),
      id,
    );
  });
}

for (const reference of [
  '6',
  '0',
  'last~5',
  'BASE',
  '',
  'last~',
  '-1',
  "x' or 1=1 --",
  '99999999999999999999',
]) {
  test(`${JSON.stringify(reference)} means no run, and the error tells how many there are`, () => {
    assert.throws(
      () => reading(path, (reader) => reader.find(reference)),
      (error) => {
        assert.ok(error instanceof ReplayError);
        assert.equal(error.code, 'usage');
        assert.ok(error.message.includes(`no run ${reference} in ${path} (it holds 5)`));
        assert.match(error.hint, /last~1/);
        return true;
      },
    );
  });
}

/** Who wrote a run, where it is not this process now. */
interface Writer {
  readonly pid?: number | 'ended';
  readonly host?: string;
  /** Milliseconds since the last heartbeat. */
  readonly age?: number;
}

test('runs are listed from the oldest to the newest', () => {
  const runs = reading(path, (reader) => reader.runs());
  assert.deepEqual(
    runs.map(({ id, name }) => [id, name]),
    [
      [1, 'base'],
      [2, null],
      [3, 'base'],
      [4, '1'],
      [5, '12'],
    ],
  );
});

for (const [sentence, state, columns, expected] of [
  ['a run whose process is alive goes on', 'running', {}, 'running'],
  ['a run whose process is gone was cut off', 'running', { pid: 'ended' }, 'cut-off'],
  [
    'a run of another machine goes on while its heart beats',
    'running',
    { host: 'other', pid: 'ended' },
    'running',
  ],
  [
    'a run of another machine whose heart stopped was cut off',
    'running',
    { host: 'other', age: 150_000 },
    'cut-off',
  ],
  ['a run whose process number another program got was cut off', 'running', { age: 150_000 }, 'cut-off'],
  ['a run of a process of another user goes on', 'running', { pid: 1 }, 'running'],
  [
    'a run that has finished stays so, though its process is gone',
    'finished',
    { pid: 'ended', age: 1e9 },
    'finished',
  ],
  ['a run that was interrupted stays so', 'interrupted', { pid: 'ended' }, 'interrupted'],
] as const satisfies [string, string, Writer, string][]) {
  test(sentence, async () => {
    const own = newDatabase();
    await recordRun(own);
    const { pid = process.pid, host = hostname(), age = 0 }: Writer = columns;
    const writer = pid === 'ended' ? await endedPid() : pid;
    execute(
      own,
      `update run set state = '${state}', host = '${host}', pid = ${writer}, heartbeat_ms = ${Date.now() - age}`,
    );
    assert.equal(
      reading(own, (reader) => reader.find('last').state),
      expected,
    );
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LogRecord, SKIP_REASONS, type Skipped } from '../../src/model.ts';
import type { LogFormat } from '../../src/parse/log-format.ts';

/** Tests what every format owes, built in or a plugin. */
export function testConformance(format: LogFormat): void {
  test(`${format.name} has a name for the command line and a title of one line`, () => {
    assert.match(format.name, /^[a-z][a-z0-9-]*$/);
    assert.match(format.title, /^\S.*\S$/);
  });

  test(`${format.name} reads each of its samples as the sample says`, () => {
    assert.ok(format.samples.length > 0, 'a format is documented by samples');
    for (const { line, expect } of format.samples) assert.deepEqual(format.open()(line), expect, line);
  });

  test(`${format.name} reads its samples as one log as well`, () => {
    const parse = format.open();
    for (const { line, expect } of format.samples) assert.deepEqual(parse(line), expect, line);
  });

  test(`${format.name} answers any line with a record or a reason`, () => {
    const parse = format.open();
    for (const line of oddLines(format)) assertWellFormed(parse(line), line);
  });

  test(`${format.name} takes time in proportion to the length of a line`, () => {
    const parse = format.open();
    for (const line of longLines(format)) {
      const begin = performance.now();
      assertWellFormed(parse(line), line.slice(0, 80));
      const tookMs = performance.now() - begin;
      assert.ok(tookMs < 500, `${line.length} characters took ${tookMs} ms: ${line.slice(0, 80)}…`);
    }
  });
}

/** Fails unless the value is a record or a skip as the contract has them. */
export function assertWellFormed(value: LogRecord | Skipped, line: string): void {
  if ('skipped' in value) {
    assert.ok(SKIP_REASONS.includes(value.skipped), `${value.skipped}: ${line}`);
    return;
  }
  const { method, target, startedAtMs, durationMs, status, headers = [], host = 'x', client = 'x' } = value;
  assert.match(method, /^[!#$%&'*+\-.^_`|~\w]+$/, line);
  for (const text of [target, host, client]) assert.ok(text.length > 0 && isBytes(text), line);
  for (const number of [startedAtMs, durationMs])
    assert.ok(number === undefined || Number.isFinite(number), line);
  assert.ok(durationMs === undefined || durationMs >= 0, line);
  assert.ok(status === undefined || (Number.isInteger(status) && status >= 100 && status <= 999), line);
  for (const [name, text] of headers) assert.ok(name.length > 0 && isBytes(name) && isBytes(text), line);
  assert.ok(value.body === undefined || value.body instanceof Uint8Array, line);
}

function isBytes(text: string): boolean {
  return /^[\0-\xff]*$/.test(text);
}

function oddLines(format: LogFormat): string[] {
  const odd = [
    '',
    ' ',
    '-',
    '"',
    '\\',
    '[',
    '{',
    '{}',
    '[]',
    'null',
    '"x"',
    '\0',
    '\xff\xfe',
    '\t'.repeat(9),
  ];
  for (const { line } of format.samples) {
    for (let length = 0; length < line.length; length++) odd.push(line.slice(0, length), line.slice(length));
  }
  return odd;
}

function longLines(format: LogFormat): string[] {
  const fillers = [
    '\\',
    '\\x',
    '"',
    '\\"',
    '" ',
    ' ',
    '[',
    '] "',
    ' - ',
    'a',
    '{"a":',
    '[[',
    '\\u',
    '\xff',
    '" 200 ',
  ];
  const length = 300_000;
  const long: string[] = [];
  for (const filler of fillers) {
    const fill = filler.repeat(length / filler.length);
    long.push(fill, `{"${fill}`, `{"a":"${fill}"}`);
    for (const { line } of format.samples.slice(0, 2)) {
      for (const at of [0, 12, 50, 70, line.length >> 1, line.length - 1]) {
        long.push(line.slice(0, at) + fill + line.slice(at));
      }
    }
  }
  return long;
}

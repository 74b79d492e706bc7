import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { json } from '../../parsers/json.ts';
import { nginx } from '../../parsers/nginx.ts';
import type { LogRecord } from '../../src/model.ts';
import type { LogFormat } from '../../src/parse/log-format.ts';

const DAY_MS = Date.UTC(2026, 8, 15);
const NGINX_COUNTS = { record: 990, 'not-http': 4, 'bad-request-line': 2, connect: 1, upgrade: 1 };

test('Every line of the nginx log is a request or has its reason', () => {
  assert.deepEqual(countLines(nginx, 'nginx/access.log'), NGINX_COUNTS);
});

test('Every line of the JSON log of the same requests has the same fate', () => {
  assert.deepEqual(countLines(json, 'nginx/access.json.log'), NGINX_COUNTS);
});

test('Every line of the Apache log is a request or has its reason', () => {
  const counts = { record: 489, 'not-http': 4, 'bad-request-line': 2, connect: 1 };
  assert.deepEqual(countLines(nginx, 'apache/access.log'), counts);
});

test('The two nginx logs tell of the same requests', () => {
  const plain = records(nginx, 'nginx/access.log');
  const rich = records(json, 'nginx/access.json.log');
  for (const [i, { startedAtMs, headers, ...told }] of plain.entries()) {
    const { method, target, status, client, durationMs = 0, startedAtMs: started = 0 } = rich[i]!;
    assert.deepEqual(clean({ method, target, status, client }), told);
    assert.equal(Math.floor((started + durationMs) / 1000) * 1000, startedAtMs);
    for (const [name, value] of headers ?? []) {
      const same = rich[i]!.headers?.find(([other]) => other === name)?.[1];
      assert.equal(same, value === '' ? undefined : value);
    }
  }
});

test('The JSON log gives every request a start within its day, a duration and a body', () => {
  for (const { startedAtMs = 0, durationMs, body } of records(json, 'nginx/access.json.log')) {
    assert.ok(startedAtMs >= DAY_MS && startedAtMs < DAY_MS + 86_400_000);
    assert.ok(durationMs !== undefined && body !== undefined);
  }
});

test('An upload of binary data comes out of the JSON log byte for byte', () => {
  const uploads = records(json, 'nginx/access.json.log').filter(({ target }) => target === '/api/upload');
  const bodies = uploads.map(({ body }) => Buffer.from(body!).toString('latin1'));
  const sent = ['\0\x01\x02"\\\r\n\t\x7f\xc3\xa9\xff', '{"u":"\xc3\xa9","q":"a \\"b\\""}', ''];
  assert.deepEqual(bodies.sort(), sent.sort());
});

test('User names with spaces, quotes and brackets do not hide the request', () => {
  const accounts = records(nginx, 'nginx/access.log').filter(({ target }) => target === '/account');
  assert.equal(accounts.length, 3);
});

function countLines(format: LogFormat, path: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const parse = format.open();
  for (const line of readLines(path)) {
    const read = parse(line);
    const fate = 'skipped' in read ? read.skipped : 'record';
    counts[fate] = (counts[fate] ?? 0) + 1;
  }
  return counts;
}

function records(format: LogFormat, path: string): LogRecord[] {
  return readLines(path)
    .map(format.open())
    .filter((read): read is LogRecord => !('skipped' in read));
}

function readLines(path: string): string[] {
  const text = readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'latin1');
  return text.trimEnd().split('\n');
}

function clean<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
}

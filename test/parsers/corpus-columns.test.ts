import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../parsers/index.ts';
import type { LogFormat } from '../../src/parse/log-format.ts';
import { detectWrappers } from '../../src/parse/unwrap/detect-wrapper.ts';
import { type ColumnsRecord, columnDifferences } from './corpus-columns-differences.ts';
import { COLUMNS_EXCEPTIONS } from './corpus-columns-exceptions.ts';
import { readCorpus, skip } from './read-corpus.ts';

type Stamp = 'start' | 'end';
type Row = readonly [
  file: string,
  format: RegExp,
  reader: (raw: string) => string,
  stamp: Stamp,
  records: number,
];

/** Which records of the corpus are in which format; where a file holds two, the line tells. */
const COVERED: readonly Row[] = [
  ['crowdsec-hub.jsonl', /aws-alb/, () => 'aws-alb', 'start', 14],
  ['crowdsec-hub.jsonl', /aws-cloudfront/, () => 'w3c', 'end', 2],
  ['crowdsec-hub.jsonl', /caddy/, () => 'caddy', 'end', 10],
  ['crowdsec-hub.jsonl', /envoy/, (raw) => (raw.includes('{"') ? 'envoy-json' : 'envoy'), 'start', 10],
  ['crowdsec-hub.jsonl', /fastly/, () => 'fastly', 'start', 4],
  ['crowdsec-hub.jsonl', /haproxy/, () => 'haproxy', 'start', 3],
  ['crowdsec-hub.jsonl', /traefik/, (raw) => (raw.startsWith('{') ? 'traefik-json' : 'nginx'), 'end', 13],
  ['elastic-beats.jsonl', /haproxy/, () => 'haproxy', 'start', 15],
  ['elastic-beats.jsonl', /IIS/, () => 'w3c', 'end', 29],
  ['logstash-patterns-core.jsonl', /HAPROXY/, () => 'haproxy', 'start', 8],
  ['logstash-patterns-core.jsonl', /ELB/, () => 'aws-elb', 'start', 4],
  ['logstash-patterns-core.jsonl', /S3_/, () => 'aws-s3', 'start', 2],
  ['logstash-patterns-core.jsonl', /CLOUDFRONT/, () => 'w3c', 'end', 1],
  ['logstash-patterns-core.jsonl', /SQUID/, () => 'squid', 'end', 4],
  ['vrl.jsonl', /aws_alb/, () => 'aws-alb', 'start', 11],
  ['ground-truth-nginx.jsonl', /^nginx ltsv/, () => 'ltsv', 'end', 60],
];

test('Each record of the corpus in a format of columns or JSON is read as it says, or stands on the list', {
  skip,
}, (t) => {
  const read = new Map<string, { records: number; exceptions: number }>();
  const wrong: unknown[] = [];
  const unused = new Set(COLUMNS_EXCEPTIONS.keys());
  for (const [file, format, reader, stamp, records] of COVERED) {
    const covered = readCorpus<ColumnsRecord>(file).filter((record) => format.test(record.format));
    assert.equal(covered.length, records, `${file} ${format}`);
    for (const [i, record] of covered.entries()) {
      const name = `${record.source}/${record.file}:${record.line ?? `#${i + 1}`}`;
      const formatName = reader(record.raw);
      const found = columnDifferences(record, parse(formatName, record.raw), stamp === 'end');
      const expected = COLUMNS_EXCEPTIONS.get(name)?.fields ?? [];
      unused.delete(name);
      if (found.join() !== expected.join())
        wrong.push({
          name,
          raw: record.raw,
          expect: record.expect,
          read: parse(formatName, record.raw),
          found,
          expected,
        });
      const count = read.get(formatName) ?? { records: 0, exceptions: 0 };
      count.records++;
      if (expected.length > 0) count.exceptions++;
      read.set(formatName, count);
    }
  }
  for (const [name, { records, exceptions }] of read)
    t.diagnostic(`${name}: ${records} records, ${exceptions} on the list`);
  assert.deepEqual(wrong, []);
  assert.deepEqual([...unused], [], 'on the list, but not in the corpus');
});

function parse(name: string, raw: string) {
  const format = formats.find((one) => one.name === name) as LogFormat;
  const unwrap = detectWrappers([raw])
    .findLast(({ mustRead }) => mustRead !== 'more')
    ?.open().unwrap;
  return format.open()(unwrap?.(raw) ?? raw);
}

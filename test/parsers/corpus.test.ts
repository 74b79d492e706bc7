import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json } from '../../parsers/json.ts';
import { nginx } from '../../parsers/nginx.ts';
import type { LogFormat } from '../../src/parse/log-format.ts';
import { CORPUS_EXCEPTIONS } from './corpus-exceptions.ts';
import { differences } from './corpus-record.ts';
import { readCorpus, skip } from './read-corpus.ts';

/** Which records of the corpus are in a format that we read. */
const COVERED: readonly (readonly [file: string, format: RegExp, reader: LogFormat, records: number])[] = [
  ['ground-truth-nginx.jsonl', /^nginx (?:combined|main|vhost)$/, nginx, 177],
  ['ground-truth-nginx.jsonl', /^nginx js$/, json, 58],
  ['crowdsec-hub.jsonl', /nginx-logs|apache2-logs|litespeed/, nginx, 123],
  ['crowdsec-hub.jsonl', /caddy/, json, 10],
  ['elastic-beats.jsonl', /nginx|apache/, nginx, 88],
  ['vrl.jsonl', /^(?:combined|common|main|ingress_upstreaminfo)$/, nginx, 27],
  ['logstash-patterns-core.jsonl', /^HTTPD_COMBINEDLOG$/, nginx, 3],
  ['logparser-nielsbasjes.jsonl', /^jetty NCSA/, nginx, 4],
];

for (const [file, format, reader, records] of COVERED) {
  test(`${reader.name} reads ${format} of ${file} as the corpus says`, { skip }, () => {
    const covered = readCorpus(file).filter((record) => format.test(record.format) && 'raw' in record);
    assert.equal(covered.length, records);
    const parse = reader.open();
    const wrong = covered.flatMap((record) => {
      const name = `${record.source}/${record.file}:${record.line}`;
      const found = differences(record, parse(record.raw));
      const expected = CORPUS_EXCEPTIONS.get(name)?.fields ?? [];
      return isSame(
        found.map(({ field }) => field),
        expected,
      )
        ? []
        : [{ name, raw: record.raw, found, expected }];
    });
    assert.deepEqual(wrong, []);
  });
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((field) => b.includes(field));
}

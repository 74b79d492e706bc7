import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../parsers/index.ts';
import type { LogRecord, Skipped } from '../../src/model.ts';
import { type CorpusRecord, differences } from './corpus-record.ts';
import { readCorpus, skip } from './read-corpus.ts';

/** Which lines each preset is to read, how many, and those that it does not, with the reason. */
const COVERED: readonly Covered[] = [
  {
    preset: 'nginx-proxy-manager',
    file: 'crowdsec-hub.jsonl',
    format: /proxy-manager|npmplus/,
    lines: 36,
    others: {
      'lines of its error log': [
        'nginx-proxy-manager-logs/nginx-proxy-manager-logs.log:5',
        'nginx-proxy-manager-logs/nginx-proxy-manager-logs.log:6',
        'npmplus-logs/npmplus-logs.log:1',
        'npmplus-logs/npmplus-logs.log:2',
      ],
      'combined, which its default host writes': [
        'nginx-proxy-manager-logs/nginx-proxy-manager-logs.log:2',
        ...numbered('nginx-proxy-manager-malformed/nginx_http-logs.log', 1, 12),
      ],
    },
  },
  {
    preset: 'traefik',
    file: 'crowdsec-hub.jsonl',
    format: /traefik/,
    lines: 13,
    others: {
      'the JSON form': [
        ...numbered('traefik_json/traefik_json.log', 1, 5),
        'traefik_json/traefik_json.log:7',
      ],
    },
  },
  {
    preset: 'traefik',
    file: 'elastic-beats.jsonl',
    format: /traefik/,
    lines: 7,
    others: { 'plain common, an example of Apache’s': ['traefik/access/test.log:7'] },
  },
  {
    preset: 'cpanel',
    file: 'crowdsec-hub.jsonl',
    format: /cpanel/,
    lines: 8,
    others: { 'lines of its login log': numbered('cpanel-logs/cpanel-logs.log', 4, 8) },
  },
  { preset: 'nginx', file: 'crowdsec-hub.jsonl', format: /bunker/, lines: 17 },
  { preset: 'apache', file: 'crowdsec-hub.jsonl', format: /apache2|litespeed/, lines: 19 },
  { preset: 'ingress-nginx', file: 'elastic-beats.jsonl', format: /ingress/, lines: 29, stampsEnd: true },
  {
    preset: 'apache',
    file: 'elastic-beats.jsonl',
    format: /apache/,
    lines: 25,
    others: { ssl_request_log: numbered('apache/access/ssl-request.log', 1, 2) },
  },
  { preset: 'apache', file: 'vrl.jsonl', format: /^combined/, lines: 9 },
  { preset: 'apache-common', file: 'vrl.jsonl', format: /^common/, lines: 9 },
  { preset: 'nginx-main', file: 'vrl.jsonl', format: /^main/, lines: 5 },
  { preset: 'ingress-nginx', file: 'vrl.jsonl', format: /ingress/, lines: 4, stampsEnd: true },
  { preset: 'apache', file: 'logstash-patterns-core.jsonl', format: /HTTPD_COMBINEDLOG/, lines: 3 },
];

interface Covered {
  readonly preset: string;
  readonly file: string;
  readonly format: RegExp;
  readonly lines: number;
  /** Lines that stand among them but are something else, by what they are. */
  readonly others?: Readonly<Record<string, readonly string[]>>;
  /** The corpus has the stamp, which is of the end, and not the start. */
  readonly stampsEnd?: true;
}

for (const { preset, file, format, lines, others = {}, stampsEnd } of COVERED) {
  test(`${preset} reads ${format.source} of ${file} as the corpus says`, { skip }, (t) => {
    const covered = readCorpus(file).filter(
      (record) => format.test(record.format) && record.raw !== undefined,
    );
    assert.equal(covered.length, lines);
    const parse = formats.find(({ name }) => name === preset)!.open();
    const foreign = Object.values(others).flat();
    for (const record of covered) {
      const read = parse(record.raw);
      if (foreign.includes(nameOf(record))) {
        assert.deepEqual(read, { skipped: 'not-an-access-line' }, record.raw);
      } else {
        assert.deepEqual(differences(record, stampsEnd ? atEnd(read) : read), [], record.raw);
      }
    }
    t.diagnostic(
      `${preset}: ${lines - foreign.length} of ${lines} lines hold, ${foreign.length} are something else`,
    );
  });
}

test('ssl_request_log is a format of its own', { skip }, () => {
  const parse = formats.find(({ name }) => name === 'apache-ssl-request')!.open();
  const lines = readCorpus('elastic-beats.jsonl').filter(
    ({ file }) => file === 'apache/access/ssl-request.log',
  );
  assert.equal(lines.length, 2);
  for (const record of lines) assert.deepEqual(differences(record, parse(record.raw)), []);
});

function nameOf({ file, line }: CorpusRecord): string {
  return `${file}:${line}`;
}

function numbered(file: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `${file}:${from + i}`);
}

function atEnd(read: LogRecord | Skipped): LogRecord | Skipped {
  if ('skipped' in read || read.startedAtMs === undefined) return read;
  return { ...read, startedAtMs: read.startedAtMs + (read.durationMs ?? 0) };
}

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { apacheFormat } from '../../parsers/shared/apache-format.ts';
import { type NginxEscape, nginxFormat } from '../../parsers/shared/nginx-format.ts';
import type { LogFormat } from '../../src/parse/log-format.ts';
import { COMPILED_EXCEPTIONS } from './corpus-compiled-exceptions.ts';
import { type CorpusRecord, differences } from './corpus-record.ts';
import { readCorpus, skip } from './read-corpus.ts';

interface Compiled extends CorpusRecord {
  readonly format_string: string;
  readonly escape?: NginxEscape;
}

test('Each log_format of the ground truth, compiled, reads what was sent', { skip }, (t) => {
  const records = readCorpus('ground-truth-nginx.jsonl') as Compiled[];
  assert.equal(records.length, 540);
  const used = new Set<string>();
  for (const [format, group] of Map.groupBy(records, ({ format }) => format)) {
    // Where nginx wrote no line, there is none to read.
    const written = group.filter(({ raw }) => raw !== undefined);
    const { format_string, ...first } = group[0]!;
    const parse = nginxFormat(format_string, { escape: first.escape }).open();
    const wrong = written.flatMap((record) => {
      const name = `${record.source}/${record.file}:${record.line}`;
      const held = differences(record, parse(record.raw))
        .map(({ field }) => field)
        .filter((field) => isLogged(field, format_string));
      if (held.length > 0) used.add(name);
      const expected = COMPILED_EXCEPTIONS.get(name)?.fields ?? [];
      return isSame(held, expected) ? [] : [{ name, raw: record.raw, held, expected }];
    });
    assert.deepEqual(wrong, []);
    const excepted = written.filter(({ source, file, line }) => used.has(`${source}/${file}:${line}`));
    t.diagnostic(
      `${format}: ${written.length} lines, ${written.length - excepted.length} hold, ${excepted.length} listed`,
    );
  }
  assert.deepEqual(
    [...COMPILED_EXCEPTIONS.keys()].filter((name) => !used.has(name)),
    [],
  );
});

test('Each format of the collected ones, compiled, reads its line', { skip }, (t) => {
  const records = (readCorpus('logparser-nielsbasjes.jsonl') as Compiled[]).filter(
    ({ format, raw }) => raw !== '' && !format.startsWith('apache JSON'),
  );
  for (const record of records) {
    const reads = compileAll(record).map(({ format, line }) => format.open()(line));
    const read = reads.find((one) => !('skipped' in one) || one.skipped !== 'not-an-access-line');
    assert.ok(read !== undefined, `${record.format_string}\n${record.raw}`);
    assert.deepEqual(differences(record, read), [], record.raw);
  }
  report(t, records);
});

/** A format without the request has one put before it; of several formats in one file each is compiled. */
function compileAll({ format, format_string, raw }: Compiled): { format: LogFormat; line: string }[] {
  const isNginx = format.startsWith('nginx');
  const compile = isNginx ? nginxFormat : apacheFormat;
  if (/\$request\b|\$request_uri"|%r|^common$|^combined$/.test(format_string)) {
    return format_string
      .split(/\n+/)
      .filter((text) => text.trim() !== '')
      .map((text) => ({ format: compile(text), line: raw }));
  }
  const before = isNginx ? '"$request" ' : '"%r" ';
  return [{ format: compile(before + format_string), line: `"GET / HTTP/1.1" ${raw}` }];
}

function report(t: TestContext, records: readonly CorpusRecord[]): void {
  for (const [format, group] of Map.groupBy(records, (record) => record.format)) {
    t.diagnostic(`${format}: ${group.length} lines, all hold`);
  }
}

/** Whether the format has the field at all. */
function isLogged(field: string, format: string): boolean {
  if (field === 'referer') return format.includes('$http_referer');
  if (field === 'user agent') return format.includes('$http_user_agent');
  return true;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((field) => b.includes(field));
}

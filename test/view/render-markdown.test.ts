import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../../src/view/render-markdown.ts';
import { reportOfPath, sampleReport, sampleRun } from './samples.ts';

const CHECK = { check: 'p99<1s', unit: 'us', limit: 1e6, samples: 9, why: null } as const;

test('the verdict comes first, then the checks that failed', () => {
  const checks = [
    { ...CHECK, passed: true, actual: 5e5 },
    { ...CHECK, check: '5xx(GET /a|b)<1%', unit: 'share', passed: false, actual: 0.5, limit: 0.01 },
  ] as const;
  const text = renderMarkdown(sampleReport({ run: sampleRun({ checks }) }));
  const lines = text.split('\n');
  assert.equal(lines[0], '### ❌ baseline \\(run 7\\)');
  assert.match(lines[2]!, /^\*\*FAILED: 1 of 2 checks: 5xx\\\(GET \/a\\\|b\\\)&lt;1%\*\*$/);
  const rows = lines.filter((line) => line.startsWith('| ✅') || line.startsWith('| ❌'));
  assert.deepEqual(rows, [
    '| ❌ | 5xx\\(GET /a\\|b\\)&lt;1% | 50.0% | 1.0% | 9 |',
    '| ✅ | p99&lt;1s | 500 ms | 1.00 s | 9 |',
  ]);
});

test('every table has as many cells in each row as in its head', () => {
  const text = renderMarkdown(sampleReport());
  const tables = text.split('\n\n').filter((block) => block.startsWith('|'));
  assert.ok(tables.length >= 2);
  for (const table of tables) {
    const cells = table.split('\n').map((row) => row.match(/(?<!\\)\|/g)!.length);
    assert.equal(new Set(cells).size, 1, table);
  }
});

test('a run that is fine is ticked, and its figures are there', () => {
  const text = renderMarkdown(sampleReport());
  assert.match(text, /^### ✅ /);
  assert.match(text, /^\| response time \| .* \| 1\.23 ms \|/m);
  assert.match(text, /planned 1,000 = answered 990 \+ failed 8 \+ dropped 2/);
});

for (const path of [
  '/<script>alert(1)</script>',
  '/`code`|cell',
  '/@everyone/[a](http://evil.example/)',
  '/\\|x\n| y',
  '/see#12?to=www.evil.example&HTTP://evil.example',
]) {
  test(`${JSON.stringify(path)} stays text`, () => {
    const text = renderMarkdown(reportOfPath(path));
    assert.ok(!text.includes('<script'));
    assert.ok(!/(?<!\\)`/.test(text), 'no code begins');
    assert.ok(!text.includes('@everyone'));
    assert.ok(!/(?<!\\)\[/.test(text), 'no link begins');
    assert.doesNotMatch(text, /(?:http:\/\/|www\.)evil|#12/i);
    for (const table of text.split('\n\n').filter((block) => block.startsWith('|'))) {
      const cells = table.split('\n').map((row) => row.match(/(?<!\\)(?:\\\\)*\|/g)!.length);
      assert.equal(new Set(cells).size, 1, table);
    }
  });
}

test('a check stays in its row, whatever stands in it', () => {
  const checks = [{ ...CHECK, check: 'p99(/a\x1b[31m)\n<1s', passed: true, actual: 5e5 }];
  const text = renderMarkdown(sampleReport({ run: sampleRun({ checks }) }));
  assert.match(text, /^\| ✅ \| p99\\\(\/a\\\\x1b\\\[31m\\\)\\\\n&lt;1s \| 500 ms \|/m);
});

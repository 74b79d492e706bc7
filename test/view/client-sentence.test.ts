import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientReason } from '../../src/model.ts';
import { clientSentence, clientSentences } from '../../src/view/client-sentence.ts';
import { renderMarkdown } from '../../src/view/render-markdown.ts';
import { renderSummary } from '../../src/view/render-summary.ts';
import { pageData } from './html/detailed-samples.ts';
import { sampleReport, sampleRun } from './samples.ts';

const REASON: ClientReason = {
  ...{ client: './buy.ts', hook: 'judge', result: 'judged' },
  ...{ text: 'no \x1b[2J<b>total</b>', count: 1234, firstSeq: 7 },
};

for (const [change, expected] of [
  [{}, 'judged 1,234 times: no \\x1b[2J<b>total</b> (./buy.ts)'],
  [{ count: 1, text: 'x' }, 'judged once: x (./buy.ts)'],
  [{ hook: 'prepare', result: 'client', count: 2, text: 'x' }, 'prepare failed 2 times: x (./buy.ts)'],
  [{ hook: 'stop', result: null, count: 1, text: 'x' }, 'stop failed once: x (./buy.ts)'],
] as const) {
  test(`what a client said is a sentence: ${expected}`, () => {
    assert.equal(clientSentence({ ...REASON, ...change }), expected);
  });
}

test('of many reasons the first are told, and how many more there are', () => {
  const reasons = Array.from({ length: 12 }, (_, i) => ({ ...REASON, text: String(i) }));
  const told = clientSentences(reasons, 3);
  assert.equal(told.length, 4);
  assert.equal(told[3], 'and 9 more reasons; --json has them');
});

test('screen, page and Markdown tell it, and nothing in it acts on any of them', () => {
  const run = sampleRun({ clientReasons: [REASON] });
  const screen = renderSummary(sampleReport({ run }), { width: 100, color: false }, 'brief');
  assert.match(screen, /^client {4}judged 1,234 times: no \\x1b\[2J<b>total<\/b> \(\.\/buy\.ts\)$/m);
  assert.match(
    renderMarkdown(sampleReport({ run })),
    /^- judged 1,234 times: no .*&lt;b&gt;total&lt;\/b&gt;/m,
  );
  assert.equal(pageData({ run }).notes[0], clientSentence(REASON));
});

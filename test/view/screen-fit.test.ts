import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { renderHistory } from '../../src/view/render-history.ts';
import { renderInspection } from '../../src/view/render-inspection.ts';
import { renderSummary } from '../../src/view/render-summary.ts';
import type { Report } from '../../src/view/report.ts';
import type { Screen } from '../../src/view/screen.ts';
import { visibleWidth } from '../../src/view/visible-width.ts';
import { BROKEN, driftReport, durations, NOT_MODIFIED, UNCHANGED } from './drift-samples.ts';
import {
  emptyReport,
  reportOfPath,
  sampleEndpoint,
  sampleInspection,
  sampleReport,
  sampleRun,
  sampleSummary,
} from './samples.ts';

/** Paths that a hostile client got into a log, one character per byte. */
const HOSTILE = [
  '/\x1b[2J\x1b[31mgone',
  '/a\nb\r\nplanned 0 = answered 0',
  `/${Buffer.from('\u202egnp.exe\u2066').toString('latin1')}`,
  `/${Buffer.from('日本語'.repeat(60)).toString('latin1')}`,
  `/${'日本語'.repeat(60)}`,
  `/${Buffer.from('🙂e\u0301\u0301\u0301\u0301').toString('latin1').repeat(40)}`,
  '/\x9b31m\x84\x85',
  '/'.repeat(70_000),
];

const busy = sampleReport({
  run: sampleRun({
    name: 'long '.repeat(60),
    target: `http://${'a'.repeat(200)}.example`,
    format: '$a '.repeat(50),
    logs: Array.from({ length: 9 }, (_, i) => ({ path: `${'logs/'.repeat(30)}${i}` })),
    invalid: ['why '.repeat(40), 'x'.repeat(300)],
    model: 'closed',
  }),
  summary: sampleSummary({ statuses: Array.from({ length: 60 }, (_, i) => [200 + i * 6, 123_456_789]) }),
});

/** The same with changes at that endpoint; without examples, whose commands are never cut. */
function driftOfPath(path: string): Report {
  const changed = [500, 502, 503, 504].map((replayed) => ({ ...BROKEN, endpointId: 0, replayed }));
  const cells = [...changed, { ...NOT_MODIFIED, count: 123_456_789 }, UNCHANGED];
  const times = durations(1, 99_999, 600);
  const drift = {
    cells,
    noise: 7,
    inNoCell: 8,
    durations: { ...times, endpoints: [{ endpointId: 0, ...times }] },
  };
  return driftReport(drift, {
    endpoints: [{ id: 0, method: 'GET', path }],
    examples: [],
    noise: { runId: 7, notAnswered: 123_456_789 },
  });
}

function everything(screen: Screen): string[] {
  const inspection = sampleInspection({
    endpoints: HOSTILE.map((path) => sampleEndpoint(path, 3)),
    hosts: HOSTILE.map((host) => [host, 1]),
    skipped: HOSTILE.map((text) => ({
      reason: 'not-http',
      count: 1,
      example: { file: 'a.log', number: 1, text },
    })),
  });
  return [
    ...[sampleReport(), emptyReport(), busy, ...HOSTILE.map(reportOfPath), ...HOSTILE.map(driftOfPath)].map(
      (r) => renderSummary(r, screen),
    ),
    renderInspection(inspection, screen),
    renderHistory(
      [
        {
          run: busy.run,
          planned: 9,
          answered: 8,
          failed: 1,
          dropped: 0,
          p99Us: 12,
          compared: 0,
          unexplained: 0,
        },
      ],
      screen,
    ),
  ];
}

for (const width of [60, 80, 120]) {
  test(`no line is wider than a screen of ${width} columns`, () => {
    for (const color of [false, true]) {
      for (const line of everything({ width, color }).flatMap((text) => text.split('\n'))) {
        assert.ok(visibleWidth(line) <= width, `${visibleWidth(line)}: ${line}`);
      }
    }
  });
}

test('nothing but line ends is left of control characters when colours are off', () => {
  for (const text of everything({ width: 80, color: false })) {
    assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
  }
});

test('colours add nothing but colours', () => {
  const colored = everything({ width: 80, color: true });
  assert.deepEqual(colored.map(stripVTControlCharacters), everything({ width: 80, color: false }));
  assert.match(colored[0]!, /\x1b\[32m200 900/);
  assert.match(colored[0]!, /\x1b\[33m404 60/);
  assert.match(colored[0]!, /\x1b\[31m500 10/);
  for (const text of colored) assert.doesNotMatch(text, /\x1b(?!\[\d+m)/);
});

test('a hostile path cannot make a line of its own', () => {
  const honest = renderSummary(reportOfPath('/a'), { width: 80, color: false }).split('\n').length;
  for (const path of HOSTILE) {
    assert.equal(renderSummary(reportOfPath(path), { width: 80, color: false }).split('\n').length, honest);
  }
});

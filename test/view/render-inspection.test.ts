import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Inspection } from '../../src/view/inspection.ts';
import { renderInspection } from '../../src/view/render-inspection.ts';
import { sampleInspection } from './samples.ts';

const at100 = (inspection: Inspection) => renderInspection(inspection, { width: 100, color: false });

test('an inspection says first how much of the log can be replayed', () => {
  assert.match(at100(sampleInspection()), /^1,000 of 1,042 lines can be replayed \(96\.0%\)\n/);
});

test('an inspection tells format, time, traffic and what is skipped', () => {
  const text = at100(sampleInspection());
  assert.match(text, /^log {7}access\.log \(123 kB\)$/m);
  assert.match(
    text,
    /^format {4}nginx: nginx combined {2}reads 99\.8% of the lines tried {2}\(next: json 0\.0%\)$/m,
  );
  assert.match(text, /^time .* \(5m00s\) {2}3\.33\/s on average$/m);
  assert.match(text, /^ {10}at most 9\/s, at 2026-0[67]-[0-9 :-]+$/m);
  assert.match(text, /^took {6}p50 1\.00 ms {2}p95 5\.00 ms {2}p99 9\.00 ms {2}max 9\.50 ms$/m);
  assert.match(text, /^rate {6}█/m);
  assert.match(text, /^methods {3}GET 950 \(95\.0%\) {2}HEAD 50 \(5\.0%\)$/m);
  assert.match(text, /^status {4}200 900 \(90\.0%\) {2}404 90 \(9\.0%\) {2}none 10 \(1\.0%\)$/m);
  assert.match(
    text,
    /^count {2}share {6}p95 {2}most frequent \(10 of 40\)\n {2}700 {2}70\.0% {2}5\.00 ms {2}GET \/shop\/:id$/m,
  );
  assert.match(
    text,
    /bad-request-line, first at access\.log:17\n {12}1\.2\.3\.4 "\\x1b\[31m" \\x16\\x03\\x01$/m,
  );
});

test('the command offered replays the log at its own pace', () => {
  assert.match(
    at100(sampleInspection()),
    /reprise run access\.log --target http:\/\/HOST:PORT --rate 3\.33 --duration 5m$/m,
  );
});

test('a log of many days or of no times gets a command that shows something soon', () => {
  const command = (changes: Partial<Inspection>) =>
    /--rate \S+ --duration \S+$/m.exec(at100(sampleInspection(changes)))![0];
  assert.equal(command({ lastAtMs: Date.UTC(2026, 11, 31) }), '--rate 1 --duration 10m');
  assert.equal(command({ firstAtMs: null, lastAtMs: null }), '--rate 100 --duration 1m');
});

test('a log of which nothing can be replayed says so and offers no command', () => {
  const nothing = sampleInspection({ replayable: 0, endpoints: [], methods: [], statuses: [], hosts: [] });
  const text = at100(nothing);
  assert.match(text, /^nothing to replay: 0 of 1,042 lines can be replayed \(0\.0%\)\n/);
  assert.doesNotMatch(text, /reprise run|NaN|null/);
  assert.match(at100({ ...nothing, lines: 0, skipped: [] }), /^nothing to replay: the log is empty\n/);
});

test('what the log does not tell is left out, and an estimate says that it is one', () => {
  const { recordedUs } = sampleInspection();
  const none = { ...recordedUs, count: 0, p50: null, p95: null, p99: null, max: null };
  const text = at100(
    sampleInspection({
      firstAtMs: null,
      lastAtMs: null,
      timeline: null,
      peakSecond: null,
      recordedUs: none,
      clients: { count: 612_345, exact: false },
      methodsLeftOut: [['POST', 68]],
    }),
  );
  assert.doesNotMatch(text, /^rate|^took|at most|--as-logged|p95|NaN|null/m);
  assert.match(text, /^count {2}share {2}most frequent/m);
  assert.match(text, /^clients {3}about 612,345$/m);
  assert.match(text, /^methods .* left out: {2}POST 68$/m);
});

test('the commands offered have the options that the log was inspected with', () => {
  const text = renderInspection(sampleInspection(), { width: 200, color: false }, [
    '--methods',
    'GET,POST',
    '--endpoint',
    'GET /{x}',
  ]);
  assert.match(
    text,
    /^replay {4}reprise run access\.log --methods GET,POST --endpoint 'GET \/\{x\}' --target \S+ --rate/m,
  );
  assert.match(text, /^as it was reprise run access\.log --methods .* --as-logged$/m);
});

import type { LogFormat, LogRecord, OpenOptions, ParseLine, Sample, Skipped } from 'reprise/parser';
import type { Draft } from './shared/draft.ts';
import { isToken } from './shared/is-token.ts';
import { recordedStatus } from './shared/recorded-status.ts';
import { SKIPPED } from './shared/skipped.ts';
import { wordedTime } from './shared/worded-time.ts';

const samples: readonly Sample[] = [
  {
    line: '[pid: 88185|app: 0|req: 1/1] 192.0.2.7 () {38 vars in 696 bytes} [Fri Nov 20 12:00:00 2026] POST /metrics?a=b => generated 47 bytes in 129 msecs (HTTP/1.1 200) 9 headers in 378 bytes (1 switches on core 3)',
    expect: {
      method: 'POST',
      target: '/metrics?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      status: 200,
      durationMs: 129,
      client: '192.0.2.7',
    },
  },
  {
    line: '[pid: 7|app: -1|req: -1/2] 192.0.2.7 (bob) {38 vars in 696 bytes} [Fri Nov  6 12:00:00 2026] GET /a => generated b => generated 0 bytes in 1500 micros via sendfile() (HTTP/1.0 304) 1 headers in 38 bytes (0 switches on core 0)',
    expect: {
      method: 'GET',
      target: '/a => generated b',
      startedAtMs: Date.UTC(2026, 10, 6, 12),
      status: 304,
      durationMs: 1.5,
      client: '192.0.2.7',
    },
  },
];

/** Reads uWSGI's own request log, whose stamps name no zone and say when the request began. */
export const uwsgi: LogFormat = {
  name: 'uwsgi',
  title: 'uWSGI, its default request log',
  samples,
  open,
};
export default uwsgi;

const HEAD =
  /^(?:\{address space usage: [^}]{0,200}\} ?(?:\{rss usage: [^}]{0,200}\} ?)?)?\[pid: \d+\|app: -?\d+\|req: -?\d+\/-?\d+\] (\S+) \(/;
const STAMP = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;
const STAMP_LENGTH = 24;
const RESULT =
  /^(\d{1,15}) bytes in (\d{1,12}) (nanos|micros|msecs|secs)(?: via [\w()]{1,40})? \(([^)]{0,40}) (\d{1,3})\)/;
const UNIT_MS: Readonly<Record<string, number>> = { nanos: 1e-6, micros: 1e-3, msecs: 1, secs: 1000 };

function open({ toUtc }: OpenOptions = {}): ParseLine {
  let lastStamp = '';
  let lastMs = Number.NaN;
  return (line) => {
    const head = HEAD.exec(line);
    if (head === null) return SKIPPED['not-an-access-line'];
    const bracket = line.indexOf('} [', head[0].length) + 3;
    const stamp = line.slice(bracket, bracket + STAMP_LENGTH);
    if (bracket === 2 || !line.startsWith('] ', bracket + STAMP_LENGTH)) return SKIPPED['not-an-access-line'];
    if (stamp !== lastStamp) {
      if (!STAMP.test(stamp)) return SKIPPED['not-an-access-line'];
      lastStamp = stamp;
      lastMs = wordedTime(stamp, toUtc);
    }
    if (Number.isNaN(lastMs)) return SKIPPED['not-an-access-line'];
    return readRequest(line, bracket + STAMP_LENGTH + 2, lastMs, head[1]!);
  };
}

const PROTOCOL = /^HTTP\/\d(?:\.\d)?$/;
const ARROW = ' => generated ';

/** Targets are not escaped: the last arrow is the log's own. */
function readRequest(line: string, from: number, startedAtMs: number, client: string): LogRecord | Skipped {
  const arrow = line.lastIndexOf(ARROW);
  const result = arrow < from ? null : RESULT.exec(line.slice(arrow + ARROW.length, arrow + 120));
  if (result === null) return SKIPPED['not-an-access-line'];
  const space = line.indexOf(' ', from);
  const method = line.slice(from, Math.min(space, arrow));
  const target = line.slice(space + 1, arrow);
  const isWhole = space < arrow && target !== '' && PROTOCOL.test(result[4]!);
  if (!isWhole || !isToken(method)) return SKIPPED['bad-request-line'];
  if (method === 'CONNECT') return SKIPPED.connect;
  const logged = Number(result[5]);
  if (logged === 101) return SKIPPED.upgrade;

  const record: Draft = { method, target, startedAtMs };
  const status = recordedStatus(logged);
  if (status !== undefined) record.status = status;
  record.durationMs = Math.round(Number(result[2]) * UNIT_MS[result[3]!]! * 1000) / 1000;
  if (client !== '-') record.client = client;
  return record;
}

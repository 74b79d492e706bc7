import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { FAULTS } from '../../practice/faults/fault.ts';
import { practise } from '../end-to-end/practise.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import { runReplay } from '../end-to-end/run-replay.ts';
import { combinedLine, writeLog } from '../end-to-end/write-log.ts';

const PAGE = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8');

/** The rows of all tables whose first cell is a fault. */
const ROWS = Array.from(PAGE.matchAll(/^\| `([a-z][a-z:\d-]*)` \| (.*) \|$/gm), ([, fault, rest]) => {
  const [, outcome = '', times = ''] = rest!.split(' | ');
  return { fault: fault!, outcome, times };
});

/** Of those that befall a request by itself. */
const OF_REQUESTS = ROWS.filter(({ times }) => times !== '');

const TIMEOUT_MS = 1500;
const EACH = 2;

interface Row {
  readonly fault: string;
  readonly result: string;
  readonly status: number;
  readonly ttfbUs: number | null;
  readonly serviceUs: number;
}

let rows: readonly Row[];

/** One run has all of them, each at a path of its own; what befalls others, too, comes last. */
before(async () => {
  const rules = OF_REQUESTS.map(({ fault }) => `/${fault.replace(':', '-')}/*=${fault}`);
  await using target = await practise(rules.join(' '), { statuses: [{ status: 203, weight: 1 }] });
  const paths = OF_REQUESTS.flatMap(({ fault }) =>
    Array.from({ length: EACH }, (_, i) => `/${fault.replace(':', '-')}/${i}`),
  );
  const log = writeLog(paths.map((path) => combinedLine(path)));
  const args = [log, '--target', target.url, '--rate', '100', '--once', '--timeout', `${TIMEOUT_MS}ms`];
  const { database, stderr } = await runReplay(args);
  rows = queryDatabase<Row>(
    database,
    `select substr(r.target, 2, instr(substr(r.target, 2), '/') - 1) as fault, coalesce(x.reason, x.kind) as result,
       o.status, o.ttfb_us as ttfbUs, o.service_us as serviceUs
     from outcome o join request r on r.id = o.request_id join result x on x.id = o.result`,
  );
  assert.equal(rows.length, paths.length, stderr);
});

describe('the page of faults', () => {
  test('names every fault', () => {
    const named = new Set(ROWS.map(({ fault }) => fault.replace(/:.*/, '')));
    assert.deepEqual([...named].sort(), Object.keys(FAULTS).sort());
  });

  for (const { fault, outcome, times } of OF_REQUESTS) {
    test(`${fault}: ${outcome}`, () => {
      const mine = rows.filter((row) => row.fault === fault.replace(':', '-'));
      assert.equal(mine.length, EACH);
      const [, reason] = /^failed: `([a-z-]+)`/.exec(outcome) ?? [];
      for (const { result, status, ttfbUs, serviceUs } of mine) {
        assert.equal(result, reason ?? 'answered');
        if (reason === undefined) assert.ok([200, 203].includes(status), `status ${status}`);
        if (/no ttfb/.test(times)) assert.equal(ttfbUs, null);
        else assert.ok(ttfbUs !== null && ttfbUs <= serviceUs);
        if (/service time is the timeout/.test(times)) assert.ok(serviceUs >= TIMEOUT_MS * 1000);
        if (fault === 'drip:10ms') assert.ok(serviceUs - ttfbUs! >= 190_000, `${serviceUs} µs`);
      }
    });
  }
});

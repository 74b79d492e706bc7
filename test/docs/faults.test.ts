import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { FAULTS } from '../../practice/faults/fault.ts';
import { assertComplaint } from '../end-to-end/complaint.ts';
import { practise } from '../end-to-end/practise.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import { runReplay } from '../end-to-end/run-replay.ts';
import { combinedLine, writeLog } from '../end-to-end/write-log.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const PAGE = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8');

/** The rows of all tables whose first cell is a fault. */
const ROWS = Array.from(PAGE.matchAll(/^\| `([a-z][a-z:\d-]*)` \| (.*) \|$/gm), ([, fault, rest]) => {
  const [, outcome = '', times = ''] = rest!.split(' | ');
  return { fault: fault!, outcome, times };
});

/** Of those that befall a request by itself. */
const OF_REQUESTS = ROWS.filter(({ times }) => times !== '');

const TIMEOUT_MS = 2000;
const EACH = 2;

interface Row {
  readonly fault: string;
  readonly result: string;
  readonly status: number;
  readonly ttfbUs: number | null;
  readonly serviceUs: number;
}

const rows: Row[] = [];

/** One run has nearly all of them, each at a path of its own. What has no end takes a processor, so it has its own. */
before(async () => {
  const endless = OF_REQUESTS.filter(({ fault }) => fault === 'endless');
  for (const some of [OF_REQUESTS.filter((row) => !endless.includes(row)), endless]) {
    rows.push(...(await outcomesOf(some.map(({ fault }) => fault))));
  }
});

async function outcomesOf(faults: readonly string[]): Promise<Row[]> {
  const folder = (fault: string) => fault.replace(':', '-');
  const rules = faults.map((fault) => `/${folder(fault)}/*=${fault}`);
  await using target = await practise(rules.join(' '), { statuses: [{ status: 203, weight: 1 }] });
  const paths = faults.flatMap((fault) => Array.from({ length: EACH }, (_, i) => `/${folder(fault)}/${i}`));
  const log = writeLog(paths.map((path) => combinedLine(path)));
  const pace = ['--rate', 'max', '--connections', '20', '--once', '--timeout', `${TIMEOUT_MS}ms`];
  const { database, stderr } = await runReplay([log, '--target', target.url, ...pace]);
  const found = queryDatabase<Row>(
    database,
    `select substr(r.target, 2, instr(substr(r.target, 2), '/') - 1) as fault, coalesce(x.reason, x.kind) as result,
       o.status, o.ttfb_us as ttfbUs, o.service_us as serviceUs
     from outcome o join request r on r.id = o.request_id join result x on x.id = o.result`,
  );
  assert.equal(found.length, paths.length, stderr);
  return found;
}

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

test('the commands of the page make certificates: one that is taken, one that has expired', async (t) => {
  if (requireProgram(t, 'openssl', 'openssl') === undefined) return;
  const cwd = temporaryDirectory('certificates');
  const commands = Array.from(PAGE.matchAll(/^ {4}openssl (.*)$/gm), ([, args]) => args!.split(' '));
  assert.equal(commands.length, 3);
  for (const args of commands) execFileSync('openssl', args, { cwd, stdio: 'pipe' });
  const file = (name: string) => join(cwd, name);
  const run = async (cert: string) => {
    const tls = { cert: readFileSync(file(cert), 'utf8'), key: readFileSync(file('key.pem'), 'utf8') };
    await using target = await practise('continue', { tls });
    const pace = ['--rate', 'max', '--connections', '1', '--once'];
    return await runReplay([
      writeLog([combinedLine('/')]),
      '--target',
      target.url,
      '--ca',
      file(cert),
      ...pace,
    ]);
  };
  const { status, stderr } = await run('cert.pem');
  assert.equal(status, 0, stderr);
  assertComplaint(await run('old.pem'), { status: 3, what: /its certificate has expired/, mend: /renew it/ });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseLoad } from '../../src/schedule/parse-load.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import { runReplay } from '../end-to-end/run-replay.ts';
import { serve } from '../end-to-end/serve.ts';
import { writeNumberedLog } from '../end-to-end/write-log.ts';
import { areasUnder, critical, distanceFromUniform } from '../helpers/kolmogorov-smirnov.ts';

/**
 * What arrived at the target follows the law of its load, by the Kolmogorov–Smirnov test. Requests arrive later than they
 * are due, on a busy machine by milliseconds: what that may add to the distance is computed from the delays that the target
 * saw, and added to the critical value. Every test shows as well that another law is refused in spite of that; where the
 * machine was so busy that it would not be, the run is repeated.
 */
describe('what arrives at the target', () => {
  for (const load of ['line(20,380,3s)', 'wave(20,380,3s,3s)']) {
    test(`follows ${load}, and not the mean rate of it`, async () => {
      const shape = parseLoad(load);
      const density = 380e-6 / shape.total;
      const { arrivedUs, delaysUs } = await arrivals(
        ['--load', load, ...HOWEVER_LATE],
        (delays) => allowance(delays, density) < 0.06,
      );
      const places = areasUnder(shape, arrivedUs).map((area) => area / shape.total);
      const most = critical(places.length) + allowance(delaysUs, density);
      const distance = distanceFromUniform(places);
      assert.ok(distance < most, `${distance} is not below ${most}`);
      const evenly = distanceFromUniform(arrivedUs.map((us) => us / 1e6 / shape.durationS));
      assert.ok(evenly > most, `${evenly} would pass for an even rate (${most})`);
    });
  }

  test('is a Poisson process with --arrivals poisson, and not an even one', async () => {
    const pace = [
      '--rate',
      '40',
      '--duration',
      '4s',
      '--arrivals',
      'poisson',
      '--seed',
      '20261121',
      ...HOWEVER_LATE,
    ];
    const allowed = (delaysUs: readonly number[]) => allowance(changes(delaysUs), 40e-6);
    const { arrivedUs, delaysUs } = await arrivals(pace, (delays) => allowed(delays) < 0.3);
    const distance = distanceFromUniform(arrivedUs.map((us) => us / 4e6));
    const most = critical(arrivedUs.length) + allowance(delaysUs, 1 / 4e6);
    assert.ok(distance < most, `${distance} is not below ${most}`);
    // Gaps are exponential with the mean of the rate; even ones lie at 1 - 1/e, all of them.
    const shares = changes(arrivedUs).map((gapUs) => 1 - Math.exp(-gapUs * 40e-6));
    const [ofGaps, mostOfGaps] = [distanceFromUniform(shares), critical(shares.length) + allowed(delaysUs)];
    assert.ok(ofGaps < mostOfGaps, `gaps: ${ofGaps} is not below ${mostOfGaps}`);
    assert.ok(1 - 1 / Math.E > mostOfGaps, `even gaps would pass (${mostOfGaps})`);
  });
});

interface Arrivals {
  /** When each request arrived, in the order of the plan. */
  readonly arrivedUs: number[];
  /** By how much later than it was due. */
  readonly delaysUs: number[];
}

/** Nothing is dropped: the law is of all that are due. */
const HOWEVER_LATE = ['--max-overdue', '1m'];

/** Runs until the machine was calm enough, at most eight times. */
async function arrivals(
  pace: readonly string[],
  isCalm: (delaysUs: readonly number[]) => boolean,
): Promise<Arrivals> {
  for (let left = 7; ; left--) {
    const found = await arrivalsOfRun(pace);
    if (isCalm(found.delaysUs) || left === 0) return found;
  }
}

async function arrivalsOfRun(pace: readonly string[]): Promise<Arrivals> {
  await using server = await serve();
  const { status, stderr, database } = await runReplay([LOG, '--target', server.url, ...pace]);
  // 5 tells that the machine was too busy for figures of latency; these here carry their delays with them.
  assert.ok(status === 0 || status === 5, stderr);
  const outcomes = queryDatabase<{ due_us: number }>(database, 'select due_us from outcome order by seq');
  const stamps = server.requests.toSorted((a, b) => Number(a.url.slice(1)) - Number(b.url.slice(1)));
  assert.equal(stamps.length, outcomes.length);
  const late = stamps.map(({ atUs }, i) => atUs - outcomes[i].due_us);
  // Nothing tells the target when the run began; the request with the least delay does nearly.
  const beganUs = Math.min(...late);
  return { arrivedUs: stamps.map(({ atUs }) => atUs - beganUs), delaysUs: late.map((us) => us - beganUs) };
}

function changes(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => value - values[i]);
}

/**
 * By how much delays can move an empirical distribution away from a law whose density is at most `density` (per µs): where
 * all but a share `s` of the values lie within `d` of where they belong, by `density · d + s`.
 */
function allowance(delaysUs: readonly number[], density: number): number {
  const sorted = delaysUs.map(Math.abs).sort((a, b) => a - b);
  return Math.min(...sorted.map((delay, i) => density * delay + (sorted.length - 1 - i) / sorted.length));
}

const LOG = writeNumberedLog(1000);

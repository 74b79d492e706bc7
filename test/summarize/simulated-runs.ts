import { allocateOutcomes, COMPARISONS, type OutcomeBatch, RESULTS } from '../../src/model.ts';

/** What a simulated target and its machine are like. */
export interface SimulatedWorld {
  readonly requests: number;
  readonly perSecond: number;
  readonly endpoints: number;
  /** The machine's state: by how much it makes everything slower or faster (standard deviation), and how long it lasts. */
  readonly stateSd: number;
  readonly stateSeconds: number;
  /** Pauses come in bursts, so far apart on average, and last so long on average. */
  readonly pauseEverySeconds: number;
  readonly pauseSeconds: number;
  /** How much runs of the same build differ as a whole (standard deviation). */
  readonly runSd: number;
  /** Of the answers, 500 or no answer at all. */
  readonly errorShare: number;
  readonly timeoutShare: number;
}

export const WORLD: SimulatedWorld = {
  requests: 60_000,
  perSecond: 1000,
  endpoints: 20,
  stateSd: 0.05,
  stateSeconds: 1,
  pauseEverySeconds: 20,
  pauseSeconds: 0.05,
  runSd: 0.005,
  errorShare: 0.005,
  timeoutShare: 0.0005,
};

/** The requests of a log, which every replay of it sends: the endpoint of each, and how long it takes on a quiet day. */
export interface SimulatedLog {
  readonly endpoints: Uint16Array;
  readonly baseUs: Float64Array;
}

export function simulateLog({ requests, endpoints }: SimulatedWorld, seed: number): SimulatedLog {
  const { uniform, normal } = createRandom(seed);
  // A few endpoints get most requests.
  const weights = Array.from({ length: endpoints }, (_, i) => 1 / (i + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const log = { endpoints: new Uint16Array(requests), baseUs: new Float64Array(requests) };
  for (let i = 0; i < requests; i++) {
    let rest = uniform() * total;
    let endpoint = 0;
    while (endpoint < endpoints - 1 && rest >= weights[endpoint]) rest -= weights[endpoint++];
    log.endpoints[i] = endpoint;
    log.baseUs[i] = (8000 + ((endpoint * 7919) % 40_000)) * Math.exp(0.5 * normal());
  }
  return log;
}

/** `slower`: by what factor an endpoint is slower in this build. */
export function simulateRun(
  log: SimulatedLog,
  world: SimulatedWorld,
  seed: number,
  slower: (endpoint: number) => number = () => 1,
): OutcomeBatch {
  const { uniform, normal, exponential } = createRandom(seed);
  const batch = allocateOutcomes(0, world.requests, world.requests);
  const run = Math.exp(world.runSd * normal());
  const keeps = Math.exp(-STEP_S / world.stateSeconds);
  let state = world.stateSd * normal();
  let steps = 0;
  let nextPause = world.pauseEverySeconds * exponential();
  let pausedUntil = -1;
  for (let i = 0; i < world.requests; i++) {
    const atS = i / world.perSecond;
    for (; steps * STEP_S < atS; steps++)
      state = keeps * state + Math.sqrt(1 - keeps ** 2) * world.stateSd * normal();
    while (nextPause < atS) {
      pausedUntil = Math.max(pausedUntil, nextPause + world.pauseSeconds * exponential());
      nextPause += exponential() * (uniform() < BURST ? IN_BURST_S : world.pauseEverySeconds);
    }
    // One in two hundred takes far longer: a tail without a variance.
    const tail = uniform() < 0.005 ? (1 - uniform()) ** (-1 / 1.8) : 1;
    const serviceUs =
      log.baseUs[i] * Math.exp(0.4 * normal() + state) * run * tail * slower(log.endpoints[i]);
    const waitUs = Math.max(0, pausedUntil - atS) * 1e6;
    batch.seq[i] = i;
    batch.dueAtUs[i] = Math.round(atS * 1e6);
    // The machine's pauses hold up generator and target alike.
    batch.lagUs[i] = 50 + waitUs / 2;
    batch.serviceUs[i] = serviceUs + waitUs / 2;
    batch.endpointId[i] = log.endpoints[i];
    finish(batch, i, uniform(), world);
  }
  return batch;
}

function finish(
  batch: OutcomeBatch,
  i: number,
  draw: number,
  { errorShare, timeoutShare }: SimulatedWorld,
): void {
  if (draw < timeoutShare) {
    batch.result[i] = TIMEOUT;
    return;
  }
  const fails = draw < timeoutShare + errorShare;
  batch.status[i] = fails ? 500 : 200;
  batch.comparison[i] = fails ? UNEXPLAINED : SAME;
}

const STEP_S = 0.05;
const BURST = 0.6;
const IN_BURST_S = 0.3;
const TIMEOUT = RESULTS.indexOf('timeout');
const SAME = COMPARISONS.indexOf('same');
const UNEXPLAINED = COMPARISONS.indexOf('unexplained');

export function createRandom(seed: number) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const exponential = () => -Math.log(1 - uniform());
  const normal = () => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform());
  return { uniform, exponential, normal };
}

import type { SenderLoad, Summary } from '../model.ts';
import type { Trend } from './lag-trend.ts';

export interface GeneratorEvidence {
  readonly senders: readonly SenderLoad[];
  readonly summary: Pick<Summary, 'lagUs' | 'drops' | 'failures'>;
  readonly trend: Trend | null;
  readonly closed: boolean;
  readonly workers: number;
  /** How many threads the machine runs at once. */
  readonly cores: number;
  /** How more sockets are to be had. */
  readonly moreSockets: string;
}

/**
 * Says whether the generator was the bottleneck, why, and what would mend it. In an open model it was one where it sent
 * late: lag is its own work, never the target's. A closed loop has no lag: there a sender that had no time to spare is the
 * bound. One cause is named, the first that there is; nothing is said where nothing was late and nothing was wanting.
 */
export function generatorFindings(evidence: GeneratorEvidence): string[] {
  return [...lateness(evidence), ...wantOfSockets(evidence)];
}

function lateness(evidence: GeneratorEvidence): string[] {
  const { closed, summary } = evidence;
  if (closed) return [busySender(evidence) ?? heldUpSender(evidence) ?? []].flat();
  const lagUs = summary.lagUs.p99 ?? 0;
  const overdue = summary.drops.find(([reason]) => reason === 'overdue')?.[1] ?? 0;
  const growth = lagGrowth(evidence.trend);
  if (lagUs < LATE_US && overdue === 0 && growth === null) return [];
  const cause = lateArrivals(evidence) ?? busySender(evidence) ?? heldUpSender(evidence);
  return [cause ?? [], growth ?? []].flat();
}

function wantOfSockets({ summary, moreSockets }: GeneratorEvidence): string[] {
  const count = summary.failures.find(([reason]) => reason === 'no-socket')?.[1];
  if (count === undefined) return [];
  const requests = `${count.toLocaleString('en')} ${count === 1 ? 'request' : 'requests'}`;
  return [`${requests} failed for want of a socket, which is no fault of the target: ${moreSockets}`];
}

/** The main thread could not read and plan as fast as the plan goes. */
function lateArrivals({ senders }: GeneratorEvidence): string | null {
  const latest = largest(senders, ({ handedLateUs }) => handedLateUs);
  // In a pause of the whole process nothing is handed over either: then the sender was held up as long.
  if (latest === undefined || latest.handedLateUs < Math.max(LATE_US, latest.loopDelayMaxUs ?? 0))
    return null;
  const late = ms(latest.handedLateUs);
  return (
    `requests came to sender ${latest.worker} up to ${late} after they were due: reading the log was the bottleneck; ` +
    'unpack it beforehand, or put the target on another machine'
  );
}

function busySender({ senders, closed, ...machine }: GeneratorEvidence): string | null {
  const busiest = largest(senders, ({ busy }) => busy);
  if (busiest?.busy == null || busiest.busy < BUSY) return null;
  const share = `sender ${busiest.worker} was busy ${percent(busiest.busy)} of the time`;
  const bottleneck = closed ? 'it was the bottleneck, and the target may do more' : 'it was the bottleneck';
  return `${share} (loop delay p99 ${ms(busiest.loopDelayP99Us ?? 0)}): ${bottleneck}; ${more(machine)}`;
}

/** Something else had the processor: all the time, or once for as long as requests were late. */
function heldUpSender({ senders, summary, closed, cores }: GeneratorEvidence): string | null {
  const slowest = largest(senders, ({ loopDelayMaxUs }) => loopDelayMaxUs);
  const maxUs = slowest?.loopDelayMaxUs ?? 0;
  const steadily = (slowest?.loopDelayP99Us ?? 0) >= LATE_US;
  const once = !closed && maxUs >= Math.max(LATE_US, summary.lagUs.p99 ?? 0);
  if (slowest === undefined || !(steadily || once)) return null;
  const busy = slowest.busy === null ? '' : `, though it was busy only ${percent(slowest.busy)} of the time`;
  const delay = `loop delay p99 ${ms(slowest.loopDelayP99Us ?? 0)}, at most ${ms(maxUs)}`;
  return (
    `sender ${slowest.worker} was held up (${delay})${busy}: the machine paused, or others had its ` +
    `${cores === 1 ? 'processor' : `${cores} processors`}; give the generator a machine of its own`
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function lagGrowth(trend: Trend | null): string | null {
  if (trend === null) return null;
  const { first, last } = trend;
  const grew = last.lagUs >= LATE_US && last.lagUs >= first.lagUs * GROWN;
  if (!grew || last.serviceUs > first.serviceUs * ALIKE) return null;
  return (
    `lag grew from ${ms(first.lagUs)} to ${ms(last.lagUs)} from the first third of the run to the last, while service time ` +
    `did not (${ms(first.serviceUs)}, ${ms(last.serviceUs)}): the generator fell behind, not the target`
  );
}

function more({ workers, cores }: Pick<GeneratorEvidence, 'workers' | 'cores'>): string {
  return workers < cores ? `use --workers ${workers + 1}` : 'use a machine with more processors';
}

function largest(
  senders: readonly SenderLoad[],
  of: (load: SenderLoad) => number | null,
): SenderLoad | undefined {
  return senders.toSorted((a, b) => (of(b) ?? -1) - (of(a) ?? -1))[0];
}

function ms(us: number): string {
  return `${Number((us / 1000).toPrecision(3)).toLocaleString('en')} ms`;
}

/** From here on lateness is more than the jitter of a busy machine: so long a sender waits before it speaks of a backlog. */
const LATE_US = 10_000;
/** What is left is taken by the collector and by the threads that share the processor. */
const BUSY = 0.9;
const GROWN = 3;
const ALIKE = 1.5;

import type { SenderLoad, Summary } from '../model.ts';
import { rateMade } from './rate-made.ts';

export interface Evidence {
  readonly summary: Summary;
  /** How many outcomes there must be by the plan; null in a closed loop, which has none. */
  readonly expected: number | null;
  /** How long sending was to last after the warm-up; null in a closed loop, which has no rate to make. */
  readonly plannedUs: number | null;
  /** Where the log was to be repeated but came to an end, how long the run was and was to be; null where it did not. */
  readonly logEnded: LogEnd | null;
  /** Why sender threads died, if any did. */
  readonly lost: readonly string[];
  /** Of the senders that did not. */
  readonly senders: readonly SenderLoad[];
  /** How often the target said more over a connection than it was asked for. */
  readonly unasked: number;
}

export interface LogEnd {
  readonly atUs: number;
  readonly ofUs: number;
  /** Why it could not be started over. */
  readonly why: string;
}

/** Why the figures of a run must not be trusted; empty when they can. Each reason is a sentence for a report. */
export function invalidReasons({
  summary,
  expected,
  plannedUs,
  logEnded,
  lost,
  senders,
  unasked,
}: Evidence): string[] {
  const reasons = lost.map((why) => `a sender was lost (${why})`);
  const { warmup = 0 } = summary;
  if (summary.planned === 0) {
    return [...reasons, warmup > 0 ? 'it ended before its warm-up did' : 'nothing was sent'];
  }
  // Answers all the same; and what nobody wanted to be sent.
  const judged = summary.failures.find(([reason]) => reason === 'judged')?.[1] ?? 0;
  const wanted = summary.planned - (summary.drops.find(([reason]) => reason === 'left-out')?.[1] ?? 0);
  if (expected !== null && expected !== summary.planned + warmup) {
    reasons.push(`${expected} requests were planned, ${summary.planned + warmup} are accounted for`);
  }
  if (logEnded !== null && logEnded.atUs < logEnded.ofUs * ENOUGH) {
    const { atUs, ofUs, why } = logEnded;
    reasons.push(`the log ended after ${seconds(atUs)} of ${seconds(ofUs)}; ${why}`);
  }
  if (wanted === 0) reasons.push('the clients left out every request');
  else if (summary.answered + judged === 0) reasons.push('nothing was answered');
  const [, withoutSocket = 0] = summary.failures.find(([reason]) => reason === 'no-socket') ?? [];
  if (withoutSocket > summary.planned * (1 - ENOUGH)) {
    const [some, all] = [withoutSocket, summary.planned].map((count) => count.toLocaleString('en'));
    reasons.push(`${some} of ${all} requests found no socket and never left`);
  }
  if (unasked > 0 && unasked >= (summary.answered + judged) * MANY_UNASKED) {
    reasons.push(
      `answers cannot be told apart (${unasked.toLocaleString('en')} times the target said more than it was asked for)`,
    );
  }
  if (plannedUs !== null && !isRateMade({ ...summary, planned: wanted }, plannedUs)) {
    const asked = wanted / (plannedUs / 1e6);
    reasons.push(`the rate was not made (${shown(rateMade(summary))}/s of ${shown(asked)}/s)`);
  }
  return [...reasons, ...lateReasons(summary, senders)];
}

/** A generator that was late itself tells of the target what is its own. */
function lateReasons({ lagUs, sendingUs }: Summary, senders: readonly SenderLoad[]): string[] {
  const limitUs = sendingUs < SHORT_US ? LATE_IN_SHORT_US : LATE_US;
  const late = (what: string, us: number | null) =>
    (us ?? 0) > limitUs
      ? [`${what} was ${milliseconds(us ?? 0)}; ${milliseconds(limitUs)} is the limit`]
      : [];
  return [
    ...late('lag p99', lagUs.p99),
    ...senders.flatMap(({ worker, loopDelayP99Us }) =>
      late(`the event-loop delay p99 of sender ${worker}`, loopDelayP99Us),
    ),
  ];
}

function milliseconds(us: number): string {
  return `${Math.round(us / 1000).toLocaleString('en')} ms`;
}

function isRateMade({ sent, planned, sendingUs }: Summary, plannedUs: number): boolean {
  return sent >= planned * ENOUGH && sendingUs <= plannedUs / ENOUGH + HICCUP_US;
}

function seconds(us: number): string {
  return `${Number((us / 1e6).toFixed(us < 10e6 ? 1 : 0))} s`;
}

function shown(rate: number): string {
  return rate < 1000 ? String(Number(rate.toPrecision(4))) : Math.round(rate).toLocaleString('en');
}

/** Below this share of the rate that was asked for, the target did not see the load that the report speaks of. */
const ENOUGH = 0.95;
/** From this share of the answers on, what nobody asked for is no oddity of the target, but spoils the figures. */
const MANY_UNASKED = 0.01;
/** So late the last request of a short run may be, without the rate being in doubt: lag tells of it. */
const HICCUP_US = 500_000;
/**
 * `docs/decisions/006-when-figures-are-not-valid.md`: a hundredth of the requests this late, or a hundredth of the loop's turns, is no hiccup
 * but how the run went; in one of less than a minute a hundredth is one hiccup.
 */
const LATE_US = 100_000;
const LATE_IN_SHORT_US = 1_000_000;
const SHORT_US = 60_000_000;

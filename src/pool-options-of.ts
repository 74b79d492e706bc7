import { isClosed, isFollowing, type ReplayOptions, usersOf } from './replay-options.ts';
import type { Plan } from './schedule/plan.ts';
import { HICCUP_US } from './send/backlog.ts';
import type { PoolSize } from './send/pool-size.ts';
import type { SenderPoolOptions } from './send/pool-terms.ts';
import type { TransportOptions } from './send/transport-options.ts';

/** What the senders of a run are to do, but for what they fill in and whom they ask. */
export function poolOptionsOf(
  options: ReplayOptions,
  size: PoolSize,
  transport: TransportOptions,
  plan: Plan,
): Omit<SenderPoolOptions, 'filling' | 'clients'> {
  const { sessions } = options;
  return {
    ...size,
    ...lateness(options),
    transport,
    maxInFlight: options.maxInFlight,
    closedLoop: isClosed(options),
    following: isFollowing(options),
    users: sentBy(options),
    rehearse: !transport.http2 && isRehearsed(plan),
    // `--catch-up skip` is about the generator's own hiccups.
    sessions: sessions && { ownConnections: sessions.ownConnections, maxWaitUs: options.maxOverdueUs },
  };
}

/** A rehearsal takes as much CPU as some thousand requests, and a fifth of a second: not worth it for few of them, or slow ones. */
function isRehearsed({ durationUs, peakRate }: Plan): boolean {
  return durationUs !== null && durationUs >= 5e6 && (peakRate === 'max' || peakRate >= 500);
}

function sentBy(options: ReplayOptions): SenderPoolOptions['users'] {
  const users = usersOf(options);
  if (users === null) return null;
  const { count, spawnRate, waitUs } = users;
  return { count, spawnIntervalUs: spawnRate === null ? 0 : 1e6 / spawnRate, waitUs, seed: options.seed };
}

/** To skip what a hiccup held up is to drop what is overdue at all. */
function lateness({
  maxOverdueUs,
  catchUp,
}: ReplayOptions): Pick<SenderPoolOptions, 'maxOverdueUs' | 'catchUp'> {
  if (catchUp !== 'skip') return { maxOverdueUs, catchUp };
  return { maxOverdueUs: Math.min(maxOverdueUs, HICCUP_US), catchUp: 'burst' };
}

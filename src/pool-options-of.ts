import { isClosed, isFollowing, type ReplayOptions, usersOf } from './replay-options.ts';
import { HICCUP_US } from './send/backlog.ts';
import type { PoolSize } from './send/pool-size.ts';
import type { SenderPoolOptions } from './send/pool-terms.ts';
import type { TransportOptions } from './send/transport-options.ts';

/** What the senders of a run are to do, but for what they fill in and whom they ask. */
export function poolOptionsOf(
  options: ReplayOptions,
  size: PoolSize,
  transport: TransportOptions,
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
    // `--catch-up skip` is about the generator's own hiccups.
    sessions: sessions && { ownConnections: sessions.ownConnections, maxWaitUs: options.maxOverdueUs },
  };
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

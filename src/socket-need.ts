import { type ReplayOptions, usersOf } from './replay-options.ts';
import type { Plan } from './schedule/plan.ts';
import type { SocketNeed } from './send/check-limits.ts';
import type { PoolSize } from './send/pool-size.ts';
import type { TransportOptions } from './send/transport-options.ts';

/** What a run takes of the system. In an open model so many requests wait at most as are due before the first of them times out. */
export function socketNeed(
  options: ReplayOptions,
  { timeoutMs, streams, addresses, socketPath }: TransportOptions,
  { peakRate }: Plan,
  size: PoolSize,
): SocketNeed {
  const { maxInFlight, sessions } = options;
  const users = usersOf(options);
  const connections = users?.count ?? size.connections;
  const dueMeanwhile = sessions?.ownConnections ? Infinity : (Number(peakRate) * timeoutMs) / 1000;
  const waiting = peakRate === 'max' ? 0 : Math.min(maxInFlight, Math.ceil(dueMeanwhile));
  return {
    connections,
    mostConnections: Math.max(connections, Math.ceil(waiting / (sessions?.ownConnections ? 1 : streams))),
    threads: size.workers,
    addresses: socketPath === null ? Math.max(1, addresses.length) : 0,
    option: users ? '--users' : '--connections',
  };
}

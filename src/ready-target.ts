import { guardTarget } from './guard-run.ts';
import type { OpenLog } from './open-log.ts';
import { isClosed, type ReplayOptions } from './replay-options.ts';
import type { Target } from './send/parse-target.ts';
import type { Preflight } from './send/preflight.ts';
import { reachTarget } from './send/reach-target.ts';
import { readTransport } from './send/read-transport.ts';
import { resolveAddresses } from './send/resolve-addresses.ts';
import { waitForTarget } from './wait-for-target.ts';

/** Sees to it that the target may be loaded, waits until it is well where that is asked for, and finds the way to it. */
export async function readyTarget(
  target: Target,
  log: OpenLog,
  options: ReplayOptions,
  signal?: AbortSignal,
): Promise<Preflight> {
  const { transport: wishes = {}, preflight } = options;
  const closed = isClosed(options);
  guardTarget(target, await resolveAddresses(readTransport(target, wishes, closed)), log, options);
  await waitForTarget(options, signal);
  const reached = await reachTarget(target, wishes, { closed, preflight });
  // A name may have come to lead somewhere, or elsewhere, since.
  guardTarget(target, reached.transport, log, options);
  return reached;
}

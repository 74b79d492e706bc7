import type { Target } from './parse-target.ts';
import { type Preflight, preflight } from './preflight.ts';
import { readTransport } from './read-transport.ts';
import { resolveAddresses } from './resolve-addresses.ts';
import type { TransportWishes } from './transport-options.ts';

export interface ReachOptions {
  /** Whether arrivals wait for answers. */
  readonly closed: boolean;
  /** Whether the target is tried. */
  readonly preflight: boolean;
}

/** Finds the way to the target: reads the files that are named, resolves its name once for the whole run, and tries it. */
export async function reachTarget(
  target: Target,
  wishes: TransportWishes,
  options: ReachOptions,
): Promise<Preflight> {
  const transport = await resolveAddresses(readTransport(target, wishes, options.closed));
  return options.preflight ? preflight(transport, target.name) : { transport, notes: [] };
}

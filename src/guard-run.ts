import { ReplayError } from './errors.ts';
import { guardDisk } from './guard-disk.ts';
import type { OpenLog } from './open-log.ts';
import { isClosed, isFollowing, type ReplayOptions } from './replay-options.ts';
import type { Plan } from './schedule/plan.ts';
import { addressKind } from './send/address-kind.ts';
import { parseAllowedTarget } from './send/allowed-target.ts';
import type { Target } from './send/parse-target.ts';
import type { TransportOptions } from './send/transport-options.ts';

/**
 * Throws where the target may be production: where it has the name that the log recorded, or an address of the Internet. Where
 * targets are listed as allowed, those are, and no others. Whoever knows what they do says so (`iKnow`).
 */
export function guardTarget(
  target: Target,
  { addresses }: Pick<TransportOptions, 'addresses'>,
  log: Pick<OpenLog, 'peeked'>,
  { allowedTargets, iKnow = false }: Pick<ReplayOptions, 'allowedTargets' | 'iKnow'>,
): void {
  if (iKnow) return;
  if (allowedTargets !== undefined) {
    if (allowedTargets.some((text) => parseAllowedTarget(text)(target))) return;
    const list = allowedTargets.join(', ') || 'none';
    throw refusal(`${target.name} is not among the allowed targets (${list})`, 'add it to allowed-targets');
  }
  if (target.socketPath !== null) return;
  const kinds = addresses.map(addressKind);
  if (kinds.length > 0 && kinds.every((kind) => kind === 'loopback')) return;
  const { hostname } = new URL(target.origin);
  if (log.peeked().some(({ host }) => host !== undefined && nameOf(host) === nameOf(hostname))) {
    throw refusal(`${target.name} is the host that wrote the log: it looks like production`, ALLOW);
  }
  const open = addresses.find((_, i) => kinds[i] === 'public');
  if (open !== undefined) {
    const leads = open === hostname.replace(/^\[|\]$/g, '') ? 'is' : `leads to ${open},`;
    throw refusal(`${target.name} ${leads} a public address: it looks like production`, ALLOW);
  }
}

const ALLOW = 'list it under allowed-targets';

/** Throws where a plan is more than what is allowed, or than what the disk has room for. */
export function guardPlan(plan: Plan, options: ReplayOptions): void {
  guardRate(plan, options);
  guardDisk(plan, options.database);
}

/** Throws where a plan goes beyond the highest rate that is allowed, or where nobody knows how fast it will go. */
function guardRate({ peakRate }: Pick<Plan, 'peakRate'>, options: ReplayOptions): void {
  const { maxRate } = options;
  if (maxRate === undefined) return;
  const above = (what: string, mend: string) =>
    new ReplayError(
      'guard',
      `${what}, and --max-rate is ${figure(maxRate)}/s`,
      `${mend}, or lift it: --max-rate none`,
    );
  if (isClosed(options)) {
    throw above('a closed model goes as fast as answers come', 'give a rate: --rate, --load or --as-logged');
  }
  if (isFollowing(options)) {
    throw above('--follow goes as fast as the log is written', 'replay the log once it is there');
  }
  if (peakRate === 'max' || peakRate > maxRate) {
    throw above(`the plan goes up to ${figure(Number(peakRate))}/s`, 'ask for less');
  }
}

function figure(rate: number): string {
  return String(Math.round(rate * 100) / 100);
}

function refusal(what: string, mend: string): ReplayError {
  return new ReplayError('guard', what, `if that is meant: --i-know for this once, or ${mend}`);
}

/** Without a port, and without the dot at the end of a full name. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}

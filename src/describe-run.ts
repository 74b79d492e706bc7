import type { OpenLog } from './open-log.ts';
import { isClosed, type ReplayOptions, usersOf } from './replay-options.ts';
import { describeBody } from './request/describe-body.ts';
import { redactHeader } from './request/redact-header.ts';
import type { FilterRules } from './request/request-rules.ts';
import type { AsLoggedPace } from './schedule/as-logged-plan.ts';
import type { Plan } from './schedule/plan.ts';
import type { NewRun } from './store/messages.ts';
import { versions } from './versions.ts';

/** What is stored of a run at its start: everything needed to repeat it, but no secret. */
export function describeRun(
  options: ReplayOptions,
  log: OpenLog,
  target: URL,
  plan: Plan,
  workers: number,
): NewRun {
  const { rate, rules } = options;
  return {
    name: options.name,
    startedAt: new Date().toISOString(),
    target: target.origin,
    model: isClosed(options) ? 'closed' : 'open',
    rateAsked: plan.meanRate,
    durationUs: plan.durationUs,
    warmupUs: options.warmupUs,
    format: log.formats.join(', '),
    logs: log.files,
    options: {
      load: typeof rate === 'object' && 'load' in rate ? rate.load : null,
      as_logged: typeof rate === 'object' && 'asLogged' in rate ? asLoggedOf(rate.asLogged) : null,
      users: usersStored(options),
      arrivals: options.arrivals,
      seed: options.seed,
      once: options.once,
      methods: [...rules.methods],
      host: rules.host,
      endpoints: options.endpoints ?? [],
      headers: rules.extraHeaders.map(redactHeader),
      ...filtersOf(rules.filter ?? {}),
      bodies: (rules.bodies ?? []).map(describeBody),
      body_missing: rules.bodyMissing,
      format: options.format ?? null,
      nginx_conf: options.nginxConf ?? null,
      merge: options.merge ?? false,
      inside: log.inside,
      parser: options.parser ?? null,
      map: options.map ?? null,
      timezone: options.timezone ?? 'UTC',
      connections: options.connections ?? null,
      max_in_flight: options.maxInFlight,
      max_overdue_ms: options.maxOverdueUs / 1000,
      catch_up: options.catchUp,
      timeout_ms: options.timeoutMs,
      stop_when: options.stopWhen ?? [],
      insecure: options.insecure,
    },
    versions,
    workers,
  };
}

function usersStored(options: ReplayOptions) {
  const users = usersOf(options);
  if (!users) return null;
  return { count: users.count, spawn_per_s: users.spawnRate, wait_ms: users.waitUs.map((us) => us / 1000) };
}

function asLoggedOf({ speed, maxGapUs, meanRate }: AsLoggedPace) {
  return {
    speed: meanRate === null ? speed : null,
    rate: meanRate,
    max_gap_ms: maxGapUs === null ? null : maxGapUs / 1000,
  };
}

/** Times as such: `-1h` of another day would be another hour. */
function filtersOf({ include, exclude, status, sinceMs, untilMs, sample, dedupe }: FilterRules) {
  const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    include: include ?? [],
    exclude: exclude ?? [],
    status: status ?? null,
    since: iso(sinceMs),
    until: iso(untilMs),
    sample: sample ?? null,
    dedupe: dedupe ?? false,
  };
}

import type { Header } from './model.ts';
import type { OpenLog } from './open-log.ts';
import type { ReplayOptions } from './replay-options.ts';
import { isSecretHeader, REDACTED } from './request/redact-target.ts';
import type { Plan } from './schedule/choose-plan.ts';
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
    model: rate === 'max' ? 'closed' : 'open',
    rateAsked: plan.meanRate,
    durationUs: plan.durationUs,
    format: log.candidates[0].format.name,
    logs: log.files,
    options: {
      load: typeof rate === 'object' ? rate.load : null,
      arrivals: options.arrivals,
      seed: options.seed,
      once: options.once,
      methods: [...rules.methods],
      host: rules.host,
      headers: rules.extraHeaders.map(redactHeader),
      body_missing: rules.bodyMissing,
      parser: options.parser ?? null,
      connections: options.connections ?? null,
      max_in_flight: options.maxInFlight,
      timeout_ms: options.timeoutMs,
      insecure: options.insecure,
    },
    versions,
    workers,
  };
}

function redactHeader([name, value]: Header): Header {
  return [name, isSecretHeader(name) ? REDACTED : value];
}

import { shownSettings } from './clients-of.ts';
import { nowUs } from './clock.ts';
import { decodeBytes } from './decode-bytes.ts';
import type { OpenLog } from './open-log.ts';
import { isClosed, isFollowing, type ReplayOptions, usersOf } from './replay-options.ts';
import { describeBody } from './request/describe-body.ts';
import type { Redactor } from './request/redactor.ts';
import type { FilterRules } from './request/request-rules.ts';
import type { Rewriting } from './request/rewriting/compile-rewriting.ts';
import { describeRule } from './request/rewriting/describe-rule.ts';
import { withNames } from './request/rewriting/placeholders.ts';
import type { RewriteRule } from './request/rewriting/rewrite-rule.ts';
import type { AsLoggedPace } from './schedule/as-logged-plan.ts';
import type { Plan } from './schedule/plan.ts';
import type { Target } from './send/parse-target.ts';
import type { TransportWishes } from './send/transport-options.ts';
import type { NewRun } from './store/messages.ts';
import { versions } from './versions.ts';

/** What is stored of a run at its start: everything needed to repeat it, but no secret. */
export function describeRun(
  options: ReplayOptions,
  log: OpenLog,
  target: Target,
  plan: Plan,
  workers: number,
  rewriting: Rewriting,
): NewRun {
  const { text } = log.redactor;
  return {
    name: options.name === null ? null : text(options.name),
    startedAt: new Date().toISOString(),
    beganAtUs: nowUs(),
    target: text(target.name),
    model: isClosed(options) ? 'closed' : 'open',
    rateAsked: plan.meanRate,
    durationUs: plan.durationUs,
    warmupUs: options.warmupUs,
    format: text(log.formats.join(', ')),
    logs: log.files.map((file) => ({ ...file, path: text(file.path) })),
    options: everyText(optionsStored(options, log, rewriting), text),
    versions,
    workers,
  };
}

/** The columns of a run have the others; what is shown while it goes on, where it is stored, and what might have kept it from beginning, change nothing about it. */
type Elsewhere =
  | ('name' | 'target' | 'durationUs' | 'warmupUs' | 'workers' | 'logs')
  | ('onWarning' | 'onNote' | 'database' | 'env')
  | ('allowedTargets' | 'iKnow' | 'maxRate' | 'waitForTargetUs' | 'health' | 'lock');

/** Each option with what is stored of it: a new one that is forgotten here does not compile. */
function optionsStored(options: ReplayOptions, log: OpenLog, rewriting: Rewriting): NewRun['options'] {
  const { rate } = options;
  const stored = {
    rate: {
      load: typeof rate === 'object' && 'load' in rate ? rate.load : null,
      as_logged: typeof rate === 'object' && 'asLogged' in rate ? asLoggedOf(rate.asLogged) : null,
      follow: isFollowing(options),
      users: usersStored(options),
    },
    arrivals: { arrivals: options.arrivals },
    seed: { seed: options.seed },
    once: { once: options.once },
    rules: rulesStored(options.rules, log.redactor),
    sessions: {
      sessions: options.sessions !== undefined,
      session_key: options.sessions?.key ?? null,
      session_connections: options.sessions?.ownConnections ?? false,
    },
    rewriting: rewritingStored(options.rewriting ?? [], rewriting, log.redactor),
    login: { login: loginStored(options.login) },
    clients: { clients: options.clients?.map(({ file, weight }) => `${file}:${weight}`) ?? [] },
    settings: { settings: shownSettings(options.settings ?? {}, log.redactor) },
    endpoints: { endpoints: options.endpoints ?? [] },
    format: { format: options.format ?? null },
    nginxConf: { nginx_conf: options.nginxConf ?? null },
    merge: { merge: options.merge ?? false, inside: log.inside },
    parser: { parser: options.parser ?? null },
    map: { map: options.map ?? null },
    // What they are may tell what they are for.
    redact: { redact: options.redact?.length || null },
    timezone: { timezone: options.timezone ?? 'UTC' },
    connections: { connections: options.connections ?? null },
    maxInFlight: { max_in_flight: options.maxInFlight },
    maxOverdueUs: { max_overdue_ms: options.maxOverdueUs / 1000 },
    catchUp: { catch_up: options.catchUp },
    checks: { checks: options.checks ?? [] },
    baseline: { baseline: options.baseline ?? null },
    stopWhen: { stop_when: options.stopWhen ?? [] },
    transport: transportStored(options.transport ?? {}),
    preflight: { preflight: options.preflight },
  } satisfies Record<Exclude<keyof ReplayOptions, Elsewhere>, object>;
  return Object.assign({}, ...Object.values(stored));
}

function transportStored(transport: TransportWishes) {
  const stored = {
    http2: { http2: transport.http2 ?? false },
    streams: { streams: transport.streams ?? null },
    ca: { ca: transport.ca ?? null },
    cert: { cert: transport.cert ?? null },
    key: { key: transport.key ?? null },
    insecure: { insecure: transport.insecure ?? false },
    servername: { servername: transport.servername ?? null },
    resolve: { resolve: transport.resolve ?? [] },
    timeoutMs: { timeout_ms: transport.timeoutMs ?? null },
    connectTimeoutMs: { connect_timeout_ms: transport.connectTimeoutMs ?? null },
    followRedirects: { follow_redirects: transport.followRedirects ?? 0 },
    saveBodies: { save_bodies: transport.saveBodies ?? 'none' },
    ttfbTimeoutMs: { ttfb_timeout_ms: transport.ttfbTimeoutMs ?? null },
  } satisfies Record<keyof TransportWishes, object>;
  return Object.assign({}, ...Object.values(stored));
}

function rulesStored(
  { methods, host, filter, bodies, bodyMissing }: ReplayOptions['rules'],
  redactor: Redactor,
) {
  const stored = {
    methods: { methods: [...methods] },
    host: { host },
    filter: filtersOf(filter ?? {}, redactor),
    bodies: { bodies: (bodies ?? []).map(describeBody) },
    bodyMissing: { body_missing: bodyMissing },
  } satisfies Record<Exclude<keyof ReplayOptions['rules'], 'extraHeaders'>, object>;
  return Object.assign({}, ...Object.values(stored));
}

/** The rules as they were written, and the headers that they come to: these a call that sends a request again needs. */
function rewritingStored(
  rules: readonly RewriteRule[],
  { headers, placeholders }: Rewriting,
  redactor: Redactor,
) {
  const sent: [string, string][] = [];
  for (let i = 0; i < headers.given.length; i += 2) {
    const value = withNames(headers.given[i + 1]!, placeholders);
    const [name, shown] = redactor.header([headers.given[i]!, value]);
    sent.push([name, decodeBytes(shown)]);
  }
  return { rewriting: rules.map(describeRule), headers: sent };
}

function loginStored(login: ReplayOptions['login']) {
  if (!login) return null;
  const { rule, captures } = login;
  const { requests: request, ...payload } = describeBody(rule);
  return {
    request,
    ...payload,
    captures: Object.fromEntries(captures.map(({ name, where }) => [name, where])),
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
function filtersOf(
  { include, exclude, status, sinceMs, untilMs, sample, dedupe }: FilterRules,
  { line }: Redactor,
) {
  const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    include: (include ?? []).map(line),
    exclude: (exclude ?? []).map(line),
    status: status ?? null,
    since: iso(sinceMs),
    until: iso(untilMs),
    sample: sample ?? null,
    dedupe: dedupe ?? false,
  };
}

/** The same with every text in it changed; names of members stay. */
function everyText<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item) => everyText(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, everyText(item, change)]),
  ) as T;
}

import { createClock, createRedactor, machineZone } from '../../index.ts';

/** What was seen of a log. */
export interface Looked {
  /** From the folder of the file that is written. */
  readonly path: string;
  readonly format: string;
  readonly requests: number;
  /** Requests a second; null: the log has no times, or only one. */
  readonly meanRate: number | null;
  readonly peakRate: number | null;
  /** When the last request began. */
  readonly lastAtMs: number | null;
  readonly methodsLeftOut: readonly string[];
  readonly hosts: readonly string[];
  /** Whether its stamps name no zone. */
  readonly takesZone: boolean;
}

/** A file of configuration to begin with: a profile to try things with, and one for every night. */
export function starterFile(
  looked: Looked | null,
  target = 'http://127.0.0.1:8080',
  schema = './node_modules/reprise/docs/config.schema.json',
): string {
  const { path, requests, meanRate, peakRate } = looked ?? NOTHING_SEEN;
  const rate = Math.max(1, Math.round(meanRate ?? 10));
  const highest = Math.max(rate, Math.ceil((peakRate ?? 50) * 2));
  const nightly = datedPattern(path, looked?.lastAtMs ?? null) ?? path;
  return `# yaml-language-server: $schema=${schema}
#
# What \`reprise run\` does: every key is one of its options (reprise run --help). Keys up here hold for all profiles.
# A flag wins over the environment (REPRISE_RATE), and that over this file. Relative paths begin at the folder of this file.
# \${NAME} is the environment, \${file:/run/secrets/token} what a file holds: no credential stands in here as it is.

# What is put under load.
target: ${quoted(target)}

# No other target is loaded, but with --i-know (a host, host:port or URL; * stands for a part of a name).
allowed-targets:
  - ${quoted(hostOf(target))}

# No plan goes beyond this, unless --max-rate says otherwise.${looked === null ? '' : ` The busiest second of the log had ${peakRate ?? 'an unknown number of'} requests.`}
max-rate: ${highest}/s
${seenComment(looked)}
# methods: GET,HEAD,POST          # GET,HEAD,OPTIONS where nothing is said${leftOut(looked)}
# header:
#   - 'Authorization: Bearer \${API_TOKEN}'
# redact: ['acct-\\d+']            # must not be stored or shown either
${looked?.takesZone ? 'timezone: UTC                     # the stamps of the log name no zone: is it this one?\n' : '# timezone: Europe/Berlin         # whose days yesterday and {yesterday} are; where nothing is said, this machine’s\n'}
profiles:
  # reprise run -c reprise.yaml try: a minute, to see that all is well.
  try:
    log: ${quoted(path)}
    rate: ${Math.min(rate, 50)}/s
    duration: 1m

  # reprise run -c reprise.yaml nightly: the log of yesterday, with its own timing.
  nightly:
    name: nightly
    log: ${quoted(nightly)}
${nightly === path ? "    # A log that is rotated by date: 'access.log-{yesterday:%Y%m%d}.gz'. All of them, cut by time: access.log* with\n    # since: yesterday\n    # until: today\n" : ''}    ${meanRate === null ? `rate: ${rate}/s\n    once: true` : `as-logged: true`}
    # How long to wait for the target to come up, and what is to be answered 2xx then.
    wait-for-target: 5m
    health: /
    # Ends the night early when the target is down: what is wrong is known by then.
    stop-when:
      - 5xx>50% for 30s
      - failed>50% for 30s
    # What is to hold; the exit status is 1 where it does not.
    check:
      - 5xx<1%
      - failed<1%
    #  - p95<500ms
    # It has failed, too, where it is worse than the last night that passed, overall or at an endpoint.
    fail-on: worse
    min-effect: 10%
    # flaky: 1                      # made again before it is an alarm; takes as long again
    # The page of each night, and index.html; outcomes and pages that are older than this go.
    reports: reports
    retention: 30d
    # Says nothing where all is well.
    quiet: true
    # Who is told of a night that does not pass, and who misses one that did not come (docs/messages.md).
    # notify: '$\{SLACK_WEBHOOK}'
    # ping: '$\{HEALTHCHECKS_URL}'
`;

  function seenComment(seen: Looked | null): string {
    if (seen === null) return '';
    const pace = meanRate === null ? '' : `, ${rate}/s on average`;
    const hosts = seen.hosts.slice(0, 3).map(comment).join(', ');
    return `
# Seen in ${comment(seen.path)}: format ${seen.format}, ${requests} requests that can be replayed${pace}${hosts === '' ? '' : `, for ${hosts}`}.
`;
  }
}

const NOTHING_SEEN = { path: 'access.log', requests: 0, meanRate: 10, peakRate: null };

function leftOut(looked: Looked | null): string {
  const methods = (looked?.methodsLeftOut ?? [])
    .filter((method) => /^[A-Z-]{1,20}$/.test(method))
    .slice(0, 5);
  return methods.length === 0 ? '' : `; the log also has ${methods.join(', ')}`;
}

/**
 * `access.log-20261120.gz` → `access.log-{yesterday:%Y%m%d}.gz`; null: its name has no date. Some name it after the day on which it
 * was rotated: then the log of yesterday has the date of today.
 */
function datedPattern(path: string, lastAtMs: number | null): string | null {
  const [, year, , month, day] = /(20\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)/.exec(path) ?? [];
  const dayMs = Date.parse(`${year}-${month}-${day}`);
  const name = lastAtMs !== null && createClock(machineZone())(lastAtMs) < dayMs ? 'today' : 'yesterday';
  const dated = path.replace(/(20\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)/, `{${name}:%Y$2%m$2%d}`);
  return dated === path ? null : dated;
}

function hostOf(target: string): string {
  return target.startsWith('unix:') ? target : new URL(target).hostname;
}

/** In single quotes where YAML, or reprise, would read something into it. */
function quoted(text: string): string {
  const written = text.replaceAll('${', '$${');
  return /^[\w./:-]+$/.test(written) && !/: |^[-.\d]+$/.test(written)
    ? written
    : `'${written.replaceAll("'", "''")}'`;
}

/** What came from a log, in a comment: one line, and no secret. */
function comment(text: string): string {
  return createRedactor()
    .line(text)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 100);
}

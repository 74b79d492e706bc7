import type { EndpointSummary, Interval, Percentiles, Run, SkipCount, Summary } from '../../src/model.ts';
import type { Inspection } from '../../src/view/inspection.ts';
import type { Progress } from '../../src/view/progress.ts';
import type { Report } from '../../src/view/report.ts';

export function percentiles(p50: number, count = 990): Percentiles {
  return {
    count,
    mean: p50 * 1.2,
    p50,
    p90: p50 * 2,
    p95: p50 * 3,
    p99: p50 * 5,
    p999: p50 * 8,
    max: p50 * 13,
  };
}

export const NOTHING: Percentiles = {
  count: 0,
  mean: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  p999: null,
  max: null,
};

export function sampleRun(changes: Partial<Run> = {}): Run {
  return {
    id: 7,
    name: 'baseline',
    state: 'finished',
    startedAt: '2026-07-12T12:00:00.000Z',
    finishedAt: '2026-07-12T12:00:10.400Z',
    target: 'http://127.0.0.1:8080',
    model: 'open',
    rateAsked: 100,
    durationUs: 10_000_000,
    warmupUs: 0,
    format: 'nginx',
    logs: [{ path: 'access.log', bytes: 123_456 }],
    options: { rate: '100/s' },
    versions: { reprise: '0.1.0' },
    workers: 2,
    invalid: [],
    notes: [],
    checks: [],
    notStored: 0,
    comparison: null,
    repetition: null,
    prunedAt: null,
    stopped: null,
    generator: null,
    transport: null,
    clientReasons: [],
    sessions: null,
    ...changes,
  };
}

export function sampleSummary(changes: Partial<Summary> = {}): Summary {
  return {
    planned: 1000,
    answered: 990,
    failed: 8,
    dropped: 2,
    sent: 998,
    bytes: 12_345_678,
    statuses: [
      [200, 900],
      [301, 20],
      [404, 60],
      [500, 10],
    ],
    failures: [
      ['timeout', 5],
      ['reset', 3],
    ],
    drops: [['overdue', 2]],
    sendingUs: 10_000_000,
    responseTimeUs: percentiles(1234),
    serviceTimeUs: percentiles(1200),
    ttfbUs: percentiles(900.5),
    lagUs: percentiles(35.25, 998),
    endpoints: Array.from({ length: 12 }, (_, i) => endpointSummary(i)),
    ...changes,
  };
}

function endpointSummary(i: number): EndpointSummary {
  const planned = 100 - i;
  return {
    endpointId: i,
    planned,
    answered: planned,
    bad: i % 4,
    responseTimeUs: percentiles(1000 * (i + 1), planned),
  };
}

/** Seconds of a steady run. */
export function sampleIntervals(count: number): Interval[] {
  return Array.from({ length: count }, (_, i) => ({
    startUs: i * 1e6,
    lengthUs: 1e6,
    planned: 100,
    answered: 100,
    failed: 0,
    dropped: 0,
    statusClasses: [0, 100, 0, 0, 0],
    unexplained: 0,
    bytes: 1000,
    sent: 100,
    inFlight: 1,
    response: { ...percentiles(1000 + i), hdr: new Uint8Array() },
  }));
}

export const SKIPPED: readonly SkipCount[] = [
  {
    reason: 'bad-request-line',
    count: 2,
    example: { file: 'access.log', number: 17, text: '1.2.3.4 "\x1b[31m" \x16\x03\x01' },
  },
  { reason: 'method', count: 40, example: { file: 'access.log', number: 3, text: 'POST /login' } },
];

export function sampleReport(changes: Partial<Report> = {}): Report {
  return {
    run: sampleRun(),
    summary: sampleSummary(),
    endpoints: Array.from({ length: 12 }, (_, i) => ({
      id: i,
      method: i % 3 === 2 ? 'HEAD' : 'GET',
      path: i === 5 ? `/archive/${'very-long-segment/'.repeat(12)}index.html` : `/shop/:id/part-${i}`,
    })),
    intervals: [],
    examples: [],
    skipped: SKIPPED,
    lines: 1042,
    database: 'x.db',
    rateMade: 99.8,
    ...changes,
  };
}

/** A report whose only endpoint has this path, one character per byte. */
export function reportOfPath(path: string): Report {
  return sampleReport({
    endpoints: [{ id: 0, method: 'GET', path }],
    summary: sampleSummary({
      endpoints: [{ endpointId: 0, planned: 10, answered: 9, bad: 1, responseTimeUs: percentiles(500) }],
    }),
  });
}

/** A run that was planned and in which nothing happened. */
export function emptyReport(): Report {
  const summary: Summary = {
    planned: 0,
    answered: 0,
    failed: 0,
    dropped: 0,
    sent: 0,
    bytes: 0,
    statuses: [],
    failures: [],
    drops: [],
    sendingUs: 0,
    responseTimeUs: NOTHING,
    serviceTimeUs: NOTHING,
    ttfbUs: NOTHING,
    lagUs: NOTHING,
    endpoints: [],
  };
  return sampleReport({ summary, endpoints: [], skipped: [], lines: null, rateMade: 0 });
}

export function sampleProgress(changes: Partial<Progress> = {}): Progress {
  return {
    elapsedUs: 5_000_000,
    totalUs: 10_000_000,
    warmupUs: 0,
    users: null,
    following: false,
    rateAsked: 100,
    rateMade: 99.97,
    inFlight: 3,
    planned: 500,
    answered: 495,
    failed: 2,
    dropped: 0,
    statusClasses: { '2xx': 480, '3xx': 0, '4xx': 12, '5xx': 3 },
    responseP50Us: 1234,
    responseP99Us: 45_600,
    lagP99Us: 90,
    ...changes,
  };
}

export function sampleInspection(changes: Partial<Inspection> = {}): Inspection {
  return {
    files: [{ path: 'access.log', bytes: 123_456 }],
    format: {
      name: 'nginx',
      title: 'nginx combined',
      inside: [],
      share: 0.998,
      others: [],
      runnerUp: { name: 'json', share: 0 },
    },
    timezone: null,
    lines: 1042,
    replayable: 1000,
    skipped: SKIPPED,
    firstAtMs: Date.UTC(2026, 6, 1),
    lastAtMs: Date.UTC(2026, 6, 1, 0, 5),
    timeline: {
      startMs: Date.UTC(2026, 6, 1),
      stretchMs: 1000,
      counts: Array.from({ length: 301 }, (_, i) => (i < 97 ? 4 : 3)),
    },
    peakSecond: { atMs: Date.UTC(2026, 6, 1, 0, 1), count: 9 },
    methodsLeftOut: [],
    methods: [
      ['GET', 950],
      ['HEAD', 50],
    ],
    statuses: [
      [200, 900],
      [404, 90],
      [null, 10],
    ],
    endpoints: ['/shop/:id', '/', ...Array.from({ length: 38 }, (_, i) => `/page-${i}`)].map((path, i) =>
      sampleEndpoint(path, [700, 262][i] ?? 1),
    ),
    hosts: [['shop.example', 1000]],
    withBody: 0,
    bodyBytes: 0,
    withDuration: 1000,
    recordedUs: sampleRecorded(1000),
    clients: { count: 37, exact: true },
    ...changes,
  };
}

export function sampleEndpoint(path: string, count: number): Inspection['endpoints'][number] {
  return { method: 'GET', path, count, errors: 0, recordedUs: sampleRecorded(count) };
}

function sampleRecorded(count: number): Percentiles {
  return { count, mean: 1500, p50: 1000, p90: 4000, p95: 5000, p99: 9000, p999: 9000, max: 9500 };
}

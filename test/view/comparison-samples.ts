import type { ComparedFigure, ComparedScope, RunComparison, Verdict } from '../../src/model.ts';
import { sampleRun } from './samples.ts';

export function sampleFigure(changes: Partial<ComparedFigure> = {}): ComparedFigure {
  return {
    name: 'response.p95',
    unit: 'us',
    a: 212_000,
    b: 213_000,
    change: 0.0047,
    interval: [-0.021, 0.03],
    p: 0.9,
    verdict: 'same',
    why: null,
    ...changes,
  };
}

export const SLOWER = sampleFigure({
  b: 293_000,
  change: 0.382,
  interval: [0.31, 0.454],
  p: 0.0001,
  verdict: 'worse',
});

export const FAILING = sampleFigure({
  name: 'failed',
  unit: 'share',
  a: 0,
  b: 0.0123,
  change: 0.0123,
  interval: [0.011, 0.0136],
  verdict: 'worse',
});

export function sampleScope(
  path: string | null,
  verdict: Verdict | null = 'same',
  figures: readonly ComparedFigure[] = [sampleFigure()],
): ComparedScope {
  return {
    endpoint: path === null ? null : { method: 'GET', path },
    planned: [1000, 1001],
    verdict,
    figures,
  };
}

export function sampleComparison(changes: Partial<RunComparison> = {}): RunComparison {
  return {
    a: [sampleRun({ id: 3 })],
    b: [sampleRun({ id: 4, name: null, startedAt: '2026-07-13T12:00:00.000Z' })],
    verdict: 'same',
    notComparable: [],
    warnings: [],
    overall: sampleScope(null, 'same', [
      sampleFigure(),
      sampleFigure({ name: 'rate', unit: 'per_s', a: 100, b: 100, change: 0, interval: null, verdict: null }),
      sampleFigure({
        name: '5xx',
        unit: 'share',
        a: 0.01,
        b: 0.0105,
        change: 0.0005,
        interval: [-0.001, 0.002],
      }),
    ]),
    endpoints: [
      sampleScope('/shop'),
      sampleScope('/cart', 'too little data', [
        sampleFigure({
          verdict: 'too little data',
          interval: null,
          p: null,
          why: 'it takes 400 requests on each side',
        }),
      ]),
    ],
    thresholds: { effect: 0.05, timeUs: 1000, share: 0.001 },
    method: {
      paired: true,
      blocks: 32,
      from: 'rows',
      tested: 187,
      runToRun: { p50: 0.005, p95: 0.005 },
      runToRunMeasured: false,
    },
    database: 'runs.db',
    ...changes,
  };
}

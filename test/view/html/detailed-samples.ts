import type { Interval, SavedAnswer, StoredTimes, Tally } from '../../../src/model.ts';
import type { DetailedReport } from '../../../src/view/html/detailed-report.ts';
import type { PageData } from '../../../src/view/html/page-data.ts';
import { renderHtml } from '../../../src/view/html/render-html.ts';
import { driftReport } from '../drift-samples.ts';
import { percentiles } from '../samples.ts';

const TIMES: StoredTimes = { ...percentiles(1234), hdr: new Uint8Array() };

/** So many stretches of a second, all alike. */
export function intervals(count: number, changes: Partial<Interval> = {}): Interval[] {
  return Array.from({ length: count }, (_, i) => ({
    startUs: i * 1e6,
    lengthUs: 1e6,
    planned: 100,
    answered: 99,
    failed: 1,
    dropped: 0,
    statusClasses: [0, 90, 2, 6, 1],
    unexplained: 4,
    bytes: 1000,
    sent: 100,
    inFlight: 3,
    response: TIMES,
    lag: TIMES,
    ...changes,
  }));
}

export function detailedReport(changes: Partial<DetailedReport> = {}): DetailedReport {
  const curve = [
    { share: 0, us: 100 },
    { share: 0.5, us: 1234 },
    { share: 0.9, us: 5000 },
  ];
  return {
    ...driftReport(),
    tallies: [],
    intervals: intervals(10),
    curves: { response: curve, service: curve, ttfb: curve, lag: curve },
    ...changes,
  };
}

/** An answer that a run kept. */
export function keptAnswer(changes: Partial<SavedAnswer> = {}): SavedAnswer {
  return {
    endpoint: { id: 1, method: 'GET', path: '/shop/:id/part-1' },
    ...{ target: '/shop/1', seq: 12, place: 'first', result: 'answered', status: 500 },
    headers: 'content-type: text/plain\nx-request-id: 7',
    ...{ body: 'no\tconnection\r\nto the database\n', bodyBytes: 33 },
    ...changes,
  };
}

/** How many requests of an endpoint ended in which way. */
export function tally(endpointId: number, counts: Tally['counts']): Tally {
  return { endpointId, counts, times: {} };
}

/** The data that a page holds, as its script reads them. */
export function dataOf(page: string): PageData {
  const [, json] = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(page)!;
  return JSON.parse(json);
}

export const pageData = (changes: Partial<DetailedReport> = {}) =>
  dataOf(renderHtml(detailedReport(changes)));

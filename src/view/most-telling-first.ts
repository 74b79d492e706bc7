import type { ComparedFigure } from '../model.ts';

/** Of figures that changed, errors first, then what a user waits for; of those that say as much, the largest change first. */
export function mostTellingFirst(a: ComparedFigure, b: ComparedFigure): number {
  return rank(a) - rank(b) || size(b) - size(a);
}

function rank({ name }: ComparedFigure): number {
  const place = ORDER.indexOf(name);
  return place === -1 ? ORDER.length : place;
}

const ORDER = [
  ...['failed', '5xx', 'unexplained'],
  ...['response.p95', 'response.p99', 'response.p50', 'response.mean', 'response.p90'],
];

function size({ change }: ComparedFigure): number {
  return Math.abs(change ?? 0);
}

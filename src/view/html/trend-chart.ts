import { escapeHtml } from './escape-html.ts';

/** A value of a run in a chart: how high it stands, in words, and whether the run passed. */
export interface TrendPoint {
  readonly value: number | null;
  readonly text: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'none';
}

/** A line over runs, the latest at the right, from 0 to the highest value, as SVG. */
export function trendChart(title: string, points: readonly TrendPoint[]): string {
  const most = Math.max(0, ...points.map(({ value }) => value ?? 0));
  const x = (i: number) =>
    round(points.length < 2 ? WIDTH / 2 : EDGE + (i / (points.length - 1)) * (WIDTH - 2 * EDGE));
  const y = (value: number) => round(HEIGHT - EDGE - (most === 0 ? 0 : value / most) * (HEIGHT - 2 * EDGE));
  const known = points.flatMap(({ value }, i) => (value === null ? [] : [`${x(i)},${y(value)}`]));
  const dots = points.flatMap(({ value, text, tone }, i) =>
    value === null
      ? []
      : [
          `<circle class="${tone}" cx="${x(i)}" cy="${y(value)}" r="3"><title>${escapeHtml(text)}</title></circle>`,
        ],
  );
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}"><polyline points="${known.join(' ')}"/>${dots.join('')}</svg></figure>`;
}

const WIDTH = 320;
const HEIGHT = 80;
const EDGE = 6;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

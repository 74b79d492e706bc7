import type { ComparedFigure, Verdict } from '../model.ts';
import { formatCount, formatDuration, formatRate, NO_VALUE } from './format-units.ts';
import type { Tone } from './paint.ts';

/** What a figure is called in a sentence: `p95 of response time`. */
export function figureName({ name, unit }: ComparedFigure): string {
  if (unit === 'us') {
    const [measure, statistic] = name.split('.');
    return `${statistic} of ${measure} time`;
  }
  if (unit === 'per_s') return 'rate made';
  return name === 'unexplained' ? 'unexplained changes' : statusName(name);
}

/** The same in a column: `response p95`. */
export function shortFigureName({ name, unit }: ComparedFigure): string {
  return unit === 'per_s' ? 'rate made' : statusName(name.replace('.', ' '));
}

function statusName(name: string): string {
  return name.replace(/^status\((\d+)\)$/, '$1');
}

/** The value on one side: `212 ms`, `100.0/s`, `1.25%`. */
export function formatFigure(unit: ComparedFigure['unit'], value: number | null): string {
  if (value === null) return NO_VALUE;
  if (unit === 'us') return formatDuration(value);
  return unit === 'per_s' ? formatRate(value) : percent(value);
}

/** How much it changed: `+38%`, and of a share in points, `+0.42 pp`. */
export function formatChange({ unit, change }: ComparedFigure): string {
  return change === null ? NO_VALUE : `${signed(unit, change)}${unitOf(unit)}`;
}

/** `+31…+45%` */
export function formatInterval({ unit, interval }: ComparedFigure): string {
  if (interval === null) return NO_VALUE;
  return `${interval.map((end) => signed(unit, end)).join('…')}${unitOf(unit)}`;
}

export function verdictTone(verdict: Verdict | 'not comparable' | null): Tone | undefined {
  return verdict === null ? 'faint' : TONES[verdict];
}

const TONES: Readonly<Record<Verdict | 'not comparable', Tone | undefined>> = {
  better: 'good',
  same: undefined,
  worse: 'bad',
  'too little data': 'faint',
  'not comparable': 'bad',
};

function unitOf(unit: ComparedFigure['unit']): string {
  return unit === 'share' ? ' pp' : '%';
}

/** Of a share to a hundredth of a point; else to a tenth of a per cent, or, from 10 on, to a whole one. */
function signed(unit: ComparedFigure['unit'], part: number): string {
  const value = part * 100;
  const digits = unit === 'share' ? 2 : Math.abs(value) < 9.95 ? 1 : 0;
  const size = Math.abs(value);
  if (size === Infinity) return value < 0 ? '−∞' : '+∞';
  const text = digits === 0 ? formatCount(size) : size.toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

function percent(share: number): string {
  const value = share * 100;
  if (value === 0 || value === 100) return `${value}%`;
  return `${value.toFixed(value > 99.9 || value < 0.1 ? 3 : 2)}%`;
}

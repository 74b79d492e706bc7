import type { Measure } from '../model.ts';
import type { EndpointPattern } from './endpoint-pattern.ts';

/** A sentence about a run that is to hold: `p99<500ms`, `5xx(GET /api/*)<1%`, `service.p95<baseline+10%`. */
export interface Check {
  /** As it was written. */
  readonly text: string;
  readonly quantity: Quantity;
  /** Those that are meant; null: the whole run. */
  readonly endpoints: EndpointPattern | null;
  readonly comparison: Comparison;
  readonly limit: Limit;
}

export type Comparison = '<' | '<=' | '>' | '>=';

export type Quantity =
  | { readonly kind: 'time'; readonly measure: Measure; readonly of: 'mean' | 'max' | number }
  | { readonly kind: 'share'; readonly of: ShareName | number }
  | { readonly kind: 'rate' };

/** Beside these, each status code has a share. */
export const SHARES = [
  '1xx',
  '2xx',
  '3xx',
  '4xx',
  '5xx',
  'failed',
  'timeout',
  'dropped',
  'drift',
  'unexplained',
] as const;
export type ShareName = (typeof SHARES)[number];

/** `plus`, and where it is a limit of something, `factor` times that: in microseconds, as a share from 0 to 1, or in requests per second. */
export interface Limit {
  readonly of: 'nothing' | 'baseline' | 'asked';
  readonly factor: number;
  readonly plus: number;
}

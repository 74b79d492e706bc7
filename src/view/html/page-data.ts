import type { WorseRow } from '../worse-row.ts';
import type {
  AnswersPart,
  ChangesPart,
  DurationsPart,
  EndpointsPart,
  SamplesPart,
  SettingsPart,
  SkippedPart,
} from './page-tables.ts';

/**
 * What the page of a report is made of: the contract between `toPageData`, which writes it as JSON, and the scripts in
 * `view/page/`, which show it. Times are in microseconds unless they are named otherwise, text is printable, and every list is bounded.
 */
export interface PageData {
  readonly title: string;
  readonly target: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Whether the figures can be trusted. */
  readonly valid: boolean;
  readonly headline: readonly Said[];
  readonly drift: Said | null;
  /** What a closed model is, where it was one. */
  readonly model: string | null;
  /** What held the generator up, and what else is to be known: sentences. */
  readonly findings: readonly string[];
  readonly notes: readonly string[];
  readonly checks: ChecksPart | null;
  /** null where it was compared with no baseline. */
  readonly baseline: BaselinePart | null;
  readonly figures: FiguresPart;
  readonly timeline: TimelinePart;
  readonly curves: Readonly<Record<MeasureName, CurvePart>>;
  readonly changes: ChangesPart | null;
  readonly durations: DurationsPart | null;
  /** Every endpoint that is named somewhere: method and path. Others refer to it by their place in it. */
  readonly names: readonly (readonly [method: string, path: string])[];
  readonly endpoints: EndpointsPart;
  readonly samples: SamplesPart;
  /** null where they were not asked for. */
  readonly answers: AnswersPart | null;
  readonly skipped: SkippedPart;
  readonly settings: SettingsPart;
}

export type ToneName = 'good' | 'warn' | 'bad' | 'strong' | 'faint';
export type MeasureName = 'response' | 'service' | 'ttfb' | 'lag';

export interface Said {
  readonly text: string;
  readonly tone: ToneName;
}

/** What was asked of the run, and whether it was so; those that failed first. */
export interface ChecksPart {
  /** `checks: 2 of 3 passed`. */
  readonly summary: string;
  readonly rows: readonly CheckRow[];
}

export interface CheckRow {
  readonly check: string;
  readonly passed: boolean;
  /** In their unit. */
  readonly actual: string;
  readonly limit: string;
  readonly samples: number;
  /** Why it failed though no limit was passed. */
  readonly why: string | null;
}

/** What is worse than in the baseline. */
export interface BaselinePart {
  readonly summary: string;
  readonly rows: readonly WorseRow[];
}

export interface FiguresPart {
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
  readonly warmup: number;
  readonly rateMade: number;
  /** In words: `100/s`. */
  readonly rateAsked: string;
  readonly sendingUs: number;
  readonly statuses: readonly (readonly [status: number, count: number])[];
  readonly failures: readonly (readonly [reason: string, count: number])[];
  readonly drops: readonly (readonly [reason: string, count: number])[];
  readonly times: readonly (readonly [measure: MeasureName, times: TimesRow])[];
  /** How many timed out: they count in the first two of the times with the time that they were given. */
  readonly timedOut: number;
}

export interface TimesRow {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

/** The run over time in columns, an element for each stretch; null where there is no value. Rates are per second. */
export interface TimelinePart {
  /** From the start of the run, and how long a stretch is. */
  readonly startS: readonly number[];
  readonly lengthS: number;
  readonly warmupS: number;
  /** Where `--stop-when` found it to have turned bad. */
  readonly stoppedS: number | null;
  /** null in a closed model, where nobody asked for a rate. */
  readonly asked: Column | null;
  readonly made: Column;
  /** Answers of 1xx to 5xx. */
  readonly classes: readonly Column[];
  readonly failed: Column;
  readonly dropped: Column;
  /** null where a noise floor was named, which knows nothing of time. */
  readonly unexplained: Column | null;
  readonly inFlight: Column;
  /** Response time. */
  readonly p50: Column;
  readonly p95: Column;
  readonly p99: Column;
  readonly lagP50: Column;
  readonly lagP99: Column;
  readonly lagMax: Column;
}

export type Column = readonly (number | null)[];

/** Shares and the values at them, alike long. */
export interface CurvePart {
  readonly shares: readonly number[];
  readonly us: readonly number[];
}

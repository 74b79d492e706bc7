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

/** What changed against the log. */
export interface ChangesPart {
  readonly compared: number;
  readonly same: number;
  readonly unexplained: number;
  readonly matrix: readonly (readonly [recorded: number, replayed: number, count: number])[];
  /** The unexplained first. */
  readonly rows: readonly ChangeRow[];
  /** How many rows there would be, and how many outcomes are in none. */
  readonly all: number;
  readonly inNoCell: number;
  /** Known reasons that occur, and what each of them means. */
  readonly reasons: readonly (readonly [reason: string, count: number, meaning: string])[];
  /** What was left out as noise, and what the calls lack, in words. */
  readonly noise: string | null;
  readonly lacking: string | null;
}

export interface ChangeRow {
  readonly name: number;
  readonly recorded: number;
  readonly replayed: number;
  readonly why: string;
  readonly count: number;
  /** Of this endpoint, in the cells. */
  readonly compared: number;
  readonly examples: readonly Example[];
}

/** A request to look at; `curl` is empty where the call would be too long. */
export interface Example {
  readonly target: string;
  readonly curl: string;
}

/** How long answers took against the log. The first row is of all. */
export interface DurationsPart {
  readonly rows: readonly DurationRow[];
  readonly all: number;
}

export interface DurationRow {
  /** null: of all endpoints. */
  readonly name: number | null;
  readonly count: number;
  readonly recordedP50: number | null;
  readonly recordedP95: number | null;
  readonly replayedP50: number | null;
  readonly replayedP95: number | null;
  /** null: too few samples, or recorded as nothing at all. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface EndpointsPart {
  readonly rows: readonly EndpointRow[];
  readonly all: number;
}

export interface EndpointRow {
  readonly name: number;
  readonly planned: number;
  /** Answers of 1xx to 5xx. */
  readonly classes: readonly number[];
  readonly failed: number;
  readonly dropped: number;
  readonly unexplained: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** Requests to look at one by one. */
export interface SamplesPart {
  readonly slowest: readonly SampleRow[];
  readonly bad: readonly SampleRow[];
}

export interface SampleRow extends Example {
  readonly method: string;
  readonly seq: number;
  readonly dueS: number;
  /** Status, or the reason why there is none. */
  readonly result: string;
  /** What was recorded, 0 where nothing was. */
  readonly recorded: number;
  readonly recordedUs: number | null;
  readonly responseUs: number | null;
  readonly serviceUs: number | null;
  readonly ttfbUs: number | null;
  readonly lagUs: number | null;
}

/** Answers that the run kept. */
export interface AnswersPart {
  readonly rows: readonly {
    readonly name: number;
    /** Status, and why it broke off if it did. */
    readonly result: string;
    readonly place: 'first' | 'last';
    readonly seq: number;
    readonly target: string | null;
    readonly headers: string;
    /** null: it is no text. */
    readonly body: string | null;
    /** What is not shown of it, in words. */
    readonly notShown: readonly string[];
  }[];
  readonly all: number;
}

export interface SkippedPart {
  readonly lines: number | null;
  readonly rows: readonly {
    readonly reason: string;
    readonly count: number;
    readonly file: string;
    readonly line: number;
    readonly text: string;
  }[];
}

/** How the run was made, and how to make it again. */
export interface SettingsPart {
  readonly command: string;
  /** What that command lacks, in sentences. */
  readonly lacking: readonly string[];
  readonly rows: readonly (readonly [name: string, value: string])[];
  readonly logs: readonly {
    readonly path: string;
    readonly bytes: number | null;
    readonly modifiedAt: string | null;
    readonly sha256FirstMiB: string | null;
  }[];
  readonly allLogs: number;
  readonly senders: readonly {
    readonly worker: number;
    readonly busy: number | null;
    readonly loopDelayP99Us: number | null;
    readonly loopDelayMaxUs: number | null;
    readonly handedLateUs: number;
  }[];
  /** Commands that show more, each with what it is for. */
  readonly more: readonly (readonly [what: string, command: string])[];
}

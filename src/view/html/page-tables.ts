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

/**
 * The nouns of reprise: what goes through the pipeline is one of these. (What only a screen shows has its type in `view/`.)
 *
 * Text that came from a log is kept one character per byte (latin1), so that no byte is lost between the log and
 * the wire. Times are milliseconds since the epoch where they come from a log (`…Ms`), and microseconds on the
 * monotonic clock or from the start of the run everywhere else (`…Us`).
 */

/** A header as it goes over the wire: name, value; one character per byte. */
export type Header = readonly [name: string, value: string];

/** One request as the log tells it. Every parser, built in or a user's, makes these and nothing else. */
export interface LogRecord {
  readonly method: string;
  /** The request target with the bytes that were on the wire: `/a?b=c`, or `http://host/a` where the client sent that. */
  readonly target: string;
  /** When the request STARTED. Absent where the log does not say. */
  readonly startedAtMs?: number;
  /** The host the client asked for, with the port where the log has one. */
  readonly host?: string;
  readonly scheme?: 'http' | 'https';
  /** The request headers that the log holds, in its order. */
  readonly headers?: readonly Header[];
  /** The request body. Absent where the log does not hold it; empty where the log says that there was none. */
  readonly body?: Uint8Array;
  /** What the server answered the first time. Absent where it gave no verdict (`0`, `-`, 499…). */
  readonly status?: number;
  /** How long the server took the first time. */
  readonly durationMs?: number;
  /** Who asked: an address, or whatever the log has to tell clients apart. */
  readonly client?: string;
}

/** Why a line cannot be replayed, or is not without being asked for. */
export const SKIP_REASONS = [
  'not-an-access-line',
  'not-http',
  'bad-request-line',
  'connect',
  'upgrade',
  'other-host',
  'method',
  'body-missing',
  'internal',
  'too-long',
  'encoding',
] as const;

export type SkipReason = (typeof SKIP_REASONS)[number];

/** Why a request that could be replayed is not wanted: what the filters of a run say, in the order in which they are asked. */
const FILTER_REASONS = [
  'status',
  'before-since',
  'after-until',
  'no-time',
  'excluded',
  'not-included',
  'not-sampled',
  'duplicate',
] as const;

export type FilterReason = (typeof FILTER_REASONS)[number];

/** A line that is no replayable request. A value, never an exception. */
export interface Skipped {
  readonly skipped: SkipReason;
}

/** Tells the two results of parsing a line apart. */
export function isSkipped(parsed: LogRecord | Skipped): parsed is Skipped {
  return 'skipped' in parsed;
}

/** A line of a log, and where it stands. */
export interface Line {
  readonly file: string;
  /** Counted from 1. */
  readonly number: number;
  /** Without its line end; one character per byte. */
  readonly text: string;
}

/** Lines that follow one another in a file: what `ingest` hands on. */
export interface LinePage {
  readonly file: string;
  /** The number of the first of them, from 1. */
  readonly firstNumber: number;
  readonly texts: readonly string[];
  /** Which of them, by their places in `texts`, were longer than a line may be; an empty text stands there. */
  readonly tooLong: readonly number[];
}

/** What the log says happened the first time. */
export interface Recorded {
  readonly startedAtMs?: number;
  readonly status?: number;
  readonly durationMs?: number;
}

/** What will be sent, and what was recorded for it. */
export interface HttpRequest {
  /** Where it stands among the replayable requests of the log, from 0. Equal positions are the same request. */
  readonly position: number;
  readonly method: string;
  /** The request target in origin form (`/path?query`), one character per byte. */
  readonly path: string;
  /** Names and values in turn; without Host, framing and hop-by-hop headers. */
  readonly headers: readonly string[];
  readonly body?: Uint8Array;
  /** The Host header where it is not the target's own. */
  readonly host?: string;
  /** Bits of `MARKED`: where in it placeholders stand, which are filled in when it is sent. Absent: nowhere. */
  readonly marked?: number;
  readonly recorded: Recorded;
  /** Bits of `CAUSE`; absent where nothing about the request may change its status. */
  readonly causes?: number;
  /** Method and path template, by which reports group. */
  readonly endpoint: Endpoint;
  /** The row of `request` that its outcomes point to: one for each distinct method and (redacted) target. */
  readonly requestId: number;
  /** Whose it is: a number for each client, another one in each pass. Absent: nobody's, or clients are not kept apart. */
  readonly session?: number;
}

/** Where placeholders are marked: in path and headers; in the body. */
export const MARKED = { head: 1, body: 2 } as const;

/**
 * On either side of the number of a placeholder, where that stands in a request. A recorded path or header cannot hold
 * one, and a recorded body is never marked.
 */
export const MARK = '\0';

/** What the rules of the user have filled in when a request is sent: `${uuid}`. */
export interface Placeholder {
  /** As it was written, without its braces. Those that are written alike have one value throughout a request. */
  readonly written: string;
  readonly value: PlaceholderValue;
  /** Where it stands, which says what is escaped: in any text, a part of an address, a whole one, a text of JSON. */
  readonly within: 'text' | 'component' | 'target' | 'json';
}

export type PlaceholderValue =
  | { readonly kind: 'uuid' | 'seq' | 'iso' | 'epoch' | 'epochms' }
  /** Whole numbers, both ends among them. */
  | { readonly kind: 'random'; readonly from: number; readonly to: number }
  /** From the environment. */
  | { readonly kind: 'fixed'; readonly text: string }
  /** Out of the answer to the login. */
  | { readonly kind: 'captured'; readonly name: string }
  /** Of a text that has marks itself. */
  | { readonly kind: 'base64'; readonly of: string };

/** About how much memory a request takes, for limits on what is kept. */
export function requestBytes({
  path,
  headers,
  body,
}: Pick<HttpRequest, 'path' | 'headers' | 'body'>): number {
  const text = headers.reduce((sum, { length }) => sum + length, path.length);
  return text + (body?.length ?? 0) + OBJECTS_BYTES;
}

/** What the objects of a request take beside its text and body. */
const OBJECTS_BYTES = 500;

/** Requests that reports count as one: `GET /shop/:id`. The path is text for people: UTF-8 where it was that. */
export interface Endpoint {
  readonly id: number;
  readonly method: string;
  readonly path: string;
}

/** A distinct request as it is stored, for people: secrets in the query are redacted, UTF-8 is decoded. */
export interface StoredRequest {
  readonly id: number;
  readonly endpoint: Endpoint;
  readonly target: string;
  /** What the rules made of the target; absent where that is the same. */
  readonly sentTarget?: string;
}

/** A request at its place in the plan. `dueAtUs` is a pure function of `seq`, but for a log that is followed: of when its line came. */
export interface Arrival {
  readonly seq: number;
  /** Microseconds from the start of the run; 0 in a closed loop, where nothing is due. */
  readonly dueAtUs: number;
  readonly request: HttpRequest;
}

/** Why a request has failed: it got no complete answer; or a client of the user judged the answer so, or failed itself. */
export const FAILURE_REASONS = [
  'timeout',
  'connect-refused',
  'connect-timeout',
  'reset',
  'dns',
  'tls',
  'protocol',
  'aborted',
  'unreachable',
  'no-socket',
  'ttfb-timeout',
  'judged',
  'client',
] as const;

/** Why an arrival that was planned was never sent. */
export const DROP_REASONS = ['in-flight-cap', 'overdue', 'left-out', 'session-overdue'] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];
export type DropReason = (typeof DROP_REASONS)[number];

/**
 * Every way a planned request can end. An outcome carries the index into this list: it is what threads exchange
 * and what the database stores. New ones are added at the end, whatever they are, and by a migration (`insertResults`).
 */
export const RESULTS = [
  'answered',
  'timeout',
  'connect-refused',
  'connect-timeout',
  'reset',
  'dns',
  'tls',
  'protocol',
  'aborted',
  'unreachable',
  'no-socket',
  'in-flight-cap',
  'overdue',
  'ttfb-timeout',
  'judged',
  'client',
  'left-out',
  'session-overdue',
] as const satisfies readonly ('answered' | FailureReason | DropReason)[];
export type Result = (typeof RESULTS)[number];

export const ANSWERED = 0;

export type ResultKind = 'answered' | 'failed' | 'dropped';

/** Whether the result with this index was answered, failed or dropped. */
export function resultKind(result: number): ResultKind {
  return KINDS[result];
}

const KINDS: readonly ResultKind[] = RESULTS.map((name) => {
  if (name === 'answered') return name;
  return DROP_REASONS.some((reason) => reason === name) ? 'dropped' : 'failed';
});

/**
 * What may change a status by the replay's own doing, in bits: the first five are known of a request before it is
 * sent, the last three of its answer.
 */
export const CAUSE = {
  /** No conditional header is sent. */
  noConditions: 1,
  /** No Range is sent. */
  noRange: 2,
  /** No credentials are sent, and the log may have lost them. */
  noCredentials: 4,
  /** It is sent without the payload that it had, or with another. */
  noBody: 8,
  /** Credentials are sent that the log does not have. */
  credentialsAdded: 16,
  /** The answer redirects to a page to log in. */
  toLogin: 32,
  /** The answer redirects to the same path at another scheme, host or port. */
  toOtherAddress: 64,
  /** Redirects were followed: the status is that of the last answer. */
  followed: 128,
} as const;

/** Why a status may differ from the recorded one by the replay's own doing: `docs/drift.md`. New ones are added at the end. */
export const CHANGE_REASONS = [
  'no-conditions',
  'no-range',
  'no-credentials',
  'no-body',
  'credentials-added',
  'other-address',
  'no-verdict',
  'followed',
] as const;

export type ChangeReason = (typeof CHANGE_REASONS)[number];

/**
 * What comes of comparing an answer with what was recorded. An outcome carries the index into this list, and the
 * database stores it. `none`: there is nothing to compare. New ones are added at the end, and by a migration (`insertComparisons`).
 */
export const COMPARISONS = ['none', 'same', 'unexplained', ...CHANGE_REASONS] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** In the column `comparison`, never stored: a change that another replay of the same log does not show alike. */
export const NOISE = 255;

/** In a column of unsigned 32-bit numbers: no value. */
export const NONE = 0xffffffff;

/**
 * Outcomes in columns, the form in which they cross threads: outcome `i` is made of `column[i]` for `i < count`.
 * All columns share one buffer, so that a batch is handed over by moving that buffer.
 */
export interface OutcomeBatch {
  readonly worker: number;
  readonly count: number;
  readonly seq: Float64Array;
  /** From the start of the run. */
  readonly dueAtUs: Float64Array;
  /** sent − due, less what it waited for its session; `NONE` where nothing was sent. */
  readonly lagUs: Uint32Array;
  /** From when it was due to when the request before it in its session had its answer; 0 where that was before. */
  readonly sessionWaitUs: Uint32Array;
  /** first byte − sent; `NONE` where no byte came. */
  readonly ttfbUs: Uint32Array;
  /** last byte (or failure) − sent; `NONE` where nothing was sent. */
  readonly serviceUs: Uint32Array;
  /** Bytes of the answer's body. */
  readonly bytes: Float64Array;
  readonly requestId: Uint32Array;
  readonly endpointId: Uint32Array;
  /** `NONE` where the log has no duration. */
  readonly recordedUs: Uint32Array;
  /** 0 where the log has no status. */
  readonly recordedStatus: Uint16Array;
  /** 0 where there was no answer. */
  readonly status: Uint16Array;
  /** Index into `RESULTS`. */
  readonly result: Uint8Array;
  /** Bits of `CAUSE`; not stored. */
  readonly causes: Uint8Array;
  /** Index into `COMPARISONS`; 0 until it is compared. */
  readonly comparison: Uint8Array;
}

/** Makes an empty batch with room for `capacity` outcomes. */
export function allocateOutcomes(worker: number, capacity: number, count = 0): OutcomeBatch {
  const buffer = new ArrayBuffer(capacity * OUTCOME_BYTES);
  let offset = 0;
  const f64 = () => new Float64Array(buffer, take(8), capacity);
  const u32 = () => new Uint32Array(buffer, take(4), capacity);
  const u16 = () => new Uint16Array(buffer, take(2), capacity);
  const u8 = () => new Uint8Array(buffer, take(1), capacity);
  function take(bytes: number): number {
    const at = offset;
    offset += bytes * capacity;
    return at;
  }
  // Widest first, so that every column is aligned.
  return {
    worker,
    count,
    seq: f64(),
    dueAtUs: f64(),
    bytes: f64(),
    lagUs: u32(),
    sessionWaitUs: u32(),
    ttfbUs: u32(),
    serviceUs: u32(),
    requestId: u32(),
    endpointId: u32(),
    recordedUs: u32(),
    recordedStatus: u16(),
    status: u16(),
    result: u8(),
    causes: u8(),
    comparison: u8(),
  };
}

const OUTCOME_BYTES = 3 * 8 + 7 * 4 + 2 * 2 + 3;

/** A log file as it was when the run began, so that a report can say whether two runs replayed the same log. */
export interface LogFile {
  readonly path: string;
  /** Absent for stdin. */
  readonly bytes?: number;
  readonly modifiedAt?: string;
  /** SHA-256 of the first MiB: cheap for any size, and enough to tell two logs apart. */
  readonly sha256FirstMiB?: string;
}

/** What is wrong with a log that is read all the same, or with what was asked of it: for people. */
export interface LogWarning {
  /** Absent where it is not about one file. */
  readonly file?: string;
  readonly text: string;
  /** Whether some of a log could not be read: who is silent about a run that passed says it all the same. */
  readonly isLoss?: boolean;
}

/** How a run ended, or that it has not. `cut-off` is never stored: it is what a reader sees of a run whose process is gone. */
export type RunState = 'running' | 'finished' | 'stopped' | 'interrupted' | 'failed' | 'cut-off';

/** Why a run was stopped early by a condition of its own. */
export interface StopReason {
  readonly condition: string;
  /** Seconds from the start of the run: where it turned bad, and the last of those that were judged. */
  readonly firstSecond: number;
  readonly lastSecond: number;
  /** Of the requests that the condition looks at, which part was bad: 0 to 1. */
  readonly share: number;
}

/** How hard a sender thread worked while it had something to send. */
export interface SenderLoad {
  readonly worker: number;
  /** The processor time it took, without the turns in which it only looked at the clock, of the time: 0 to 1; null where Node cannot tell. */
  readonly busy: number | null;
  /** How long its event loop was kept from its next turn: p99 and maximum. Null where it was never measured. */
  readonly loopDelayP99Us: number | null;
  readonly loopDelayMaxUs: number | null;
  /** By how much arrivals were overdue, at worst, when they were handed to it; 0 in a closed loop. */
  readonly handedLateUs: number;
}

/** Whether the generator was at its limit. */
export interface GeneratorHealth {
  /** By worker; without those that were lost. */
  readonly senders: readonly SenderLoad[];
  /** What held the generator up, and what would mend it: sentences. Empty where nothing did. */
  readonly findings: readonly string[];
}

/** What came of a check: a sentence about a run that was to hold, such as `p99<500ms`. */
export interface CheckResult {
  /** As it was written. */
  readonly check: string;
  readonly passed: boolean;
  /** What `actual` and `limit` are: microseconds, a share (0 to 1), or requests per second. */
  readonly unit: 'us' | 'share' | 'per_s';
  /** null where nothing was found to measure, or there is nothing to compare with. */
  readonly actual: number | null;
  /** What it was compared with; null where the baseline has nothing like it. */
  readonly limit: number | null;
  /** Out of how many requests `actual` comes. */
  readonly samples: number;
  /** Why it failed though no limit was passed: in words. */
  readonly why: string | null;
}

/** One replay with everything needed to repeat it. */
export interface Run {
  readonly id: number;
  readonly name: string | null;
  readonly state: RunState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Scheme, host and port; never credentials. */
  readonly target: string;
  readonly model: 'open' | 'closed';
  /**
   * Requests per second asked for, on average; null: as fast as answers come (closed loop), or as the log goes (open)
   * in a run that has not ended.
   */
  readonly rateAsked: number | null;
  /** Warm-up and all; null: the log once. */
  readonly durationUs: number | null;
  /** What is due before this is sent and stored, but is in no figure. */
  readonly warmupUs: number;
  readonly format: string;
  readonly logs: readonly LogFile[];
  /** What the command line said, with secrets redacted. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly workers: number;
  /** Why the figures of the run cannot be trusted; empty when they can. */
  readonly invalid: readonly string[];
  /** Why it was stopped early; null where it was not. */
  readonly stopped: StopReason | null;
  /** What else is to be known of how it went, in sentences. */
  readonly notes: readonly string[];
  /** What came of its checks, in their order; of `run --check`, not of those that a report was asked. */
  readonly checks: readonly CheckResult[];
  /** How many outcomes the disk did not take in time: its summary counts them, table `outcome` lacks them. */
  readonly notStored: number;
  /** When its outcomes were deleted; what it came to stays. Null: they are all there. */
  readonly prunedAt: string | null;
  /** Null before its end, and in runs of an older reprise. */
  readonly generator: GeneratorHealth | null;
  /** Null before its end, in runs of an older reprise, and where clients of the user sent all requests. */
  readonly transport: Transport | null;
  /** Most first; empty before its end. */
  readonly clientReasons: readonly ClientReason[];
  /** Null before its end, and where clients were not kept apart. */
  readonly sessions: SessionsKept | null;
  /** What came of holding it against a baseline (`run --fail-on`); null where that was not asked for, or its figures tell nothing. */
  readonly comparison: BaselineComparison | null;
  /** Null where it was not repeated (`run --flaky`), and repeats none. */
  readonly repetition: Repetition | null;
}

/** What came of holding a run against another one, as it ended. */
export interface BaselineComparison {
  /** As it was asked for: `last-passed`, an id, a name. */
  readonly baseline: string;
  /** Null: no run has passed yet, so that there was none to compare with. */
  readonly runId: number | null;
  /** Null where there was none. */
  readonly verdict: RunComparison['verdict'] | null;
  /** Whether the run failed because of it. */
  readonly failed: boolean;
  /** Why the runs cannot be compared; empty where they can. */
  readonly notComparable: readonly string[];
  readonly warnings: readonly string[];
  /** What is worse, endpoints first; of many, the worst. */
  readonly worse: readonly Pick<ComparedScope, 'endpoint' | 'figures'>[];
  /** How many endpoints are worse. */
  readonly worseEndpoints: number;
  readonly thresholds: ChangeThresholds;
}

/** Runs that were made since the one before had failed, and what came of all of them. */
export interface Repetition {
  /** The ids of all, in order: this run is one of them. */
  readonly runs: readonly number[];
  /** What failed in every one of them, as `failuresOf` names it. Empty: there is no alarm. Null: the last of them tells nothing. */
  readonly confirmed: readonly string[] | null;
}

/** What failed in a run: checks as they were written, and `worse: GET /shop/:id` for what became worse than its baseline. */
export function failuresOf({ checks, comparison }: Pick<Run, 'checks' | 'comparison'>): string[] {
  const failed = checks.filter(({ passed }) => !passed).map(({ check }) => check);
  if (!comparison?.failed) return failed;
  const worse = comparison.worse.map(({ endpoint }) =>
    endpoint === null ? 'worse: all requests' : `worse: ${endpoint.method} ${endpoint.path}`,
  );
  return [...failed, ...(worse.length > 0 ? worse : [comparison.verdict ?? ''])];
}

/** Whether a run came to its end, can be trusted, and nothing failed in it. */
export function hasPassed(run: Run): boolean {
  return run.state === 'finished' && run.invalid.length === 0 && failuresOf(run).length === 0;
}

/** How clients were kept apart in a run, by the senders that came to its end. */
export interface SessionsKept {
  /** Sessions that began. One that was forgotten, and came again, began twice. */
  readonly begun: number;
  /** Of them, how many were forgotten: since nobody asked for so long, or for want of room. */
  readonly forgottenIdle: number;
  readonly forgottenForRoom: number;
  /** Cookies that the target set, and how many of them were not taken. */
  readonly cookies: number;
  readonly cookiesRefused: number;
}

/** An answer that a run kept: the first or the last of its endpoint, status and result. For people: secrets are redacted. */
export interface SavedAnswer {
  readonly endpoint: Endpoint;
  /** Null where it is not stored any more. */
  readonly target: string | null;
  readonly seq: number;
  readonly place: 'first' | 'last';
  /** Whether it came to its end, or why not. */
  readonly result: Result;
  readonly status: number;
  /** A line for each. */
  readonly headers: string;
  /** The beginning, unpacked; null where it is no text. */
  readonly body: string | null;
  /** Of the whole body, as it came. */
  readonly bodyBytes: number;
}

/** What a client of the user said against answers, or what it failed with: by its text, a bounded number of them. */
export interface ClientReason {
  /** The file that it is from, as it was named. */
  readonly client: string;
  readonly hook: 'prepare' | 'send' | 'judge' | 'stop';
  /** What became of the requests; null for `stop`, which is about none. */
  readonly result: 'judged' | 'client' | null;
  /** In one line; secrets are redacted. */
  readonly text: string;
  readonly count: number;
  /** The first of the requests. */
  readonly firstSeq: number | null;
}

/** How the target was reached in a run. */
export interface Transport {
  readonly protocol: 'HTTP/1.1' | 'HTTP/2';
  /** The addresses that connections were shared out over; none for a Unix socket. Without senders that were lost. */
  readonly addresses: readonly AddressCount[];
  /** How many redirects were followed, by the same senders. */
  readonly redirectsFollowed: number;
}

/** Of an address: how many connections were opened to it, and how many it did not take. */
export interface AddressCount {
  readonly address: string;
  readonly opened: number;
  readonly refused: number;
}

/** Mean, percentiles and maximum of one of the four times, in microseconds. All null when nothing was measured. */
export interface Percentiles {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

/** The four times of a request, by the names that checks and tables give them. */
export const MEASURES = ['response', 'service', 'ttfb', 'lag'] as const;
export type Measure = (typeof MEASURES)[number];

/** One of the four times with all that was measured of it, in the form in which it is stored. */
export interface StoredTimes extends Percentiles {
  /** The histogram, in µs: HdrHistogram's encoding V2, compressed. */
  readonly hdr: Uint8Array;
}

/** A value at some share of all that was measured: of a thousand, 990 took `us` or less where `share` is 0.99. */
export interface CurvePoint {
  readonly share: number;
  readonly us: number;
}

/** How many outcomes came to the same result, status and comparison with the log. */
export interface OutcomeCount {
  /** Index into `RESULTS`. */
  readonly result: number;
  /** 0 where there was no answer. */
  readonly status: number;
  /** Index into `COMPARISONS`. */
  readonly comparison: number;
  readonly count: number;
}

/** What a run or one endpoint of it came to, without the warm-up, in a form that is stored and can be added to others. */
export interface Tally {
  /** null: the whole run. */
  readonly endpointId: number | null;
  readonly counts: readonly OutcomeCount[];
  /** What was never measured is absent. */
  readonly times: Readonly<Partial<Record<Measure, StoredTimes>>>;
}

/** A stretch of a run, warm-up and all. What is not said otherwise counts by when it was due. */
export interface Interval {
  /** From the start of the run. */
  readonly startUs: number;
  readonly lengthUs: number;
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
  /** Answers of 1xx, 2xx, 3xx, 4xx, and 5xx or beyond. */
  readonly statusClasses: readonly number[];
  /** Answers that the log knows otherwise, for no known reason. */
  readonly unexplained: number;
  /** Bytes of the answers' bodies. */
  readonly bytes: number;
  /** Sent within the stretch, whenever due. */
  readonly sent: number;
  /** At the end of the stretch. */
  readonly inFlight: number;
  /** Absent where nothing was measured. */
  readonly response?: StoredTimes;
  readonly lag?: StoredTimes;
}

/** What happened at one endpoint. */
export interface EndpointSummary {
  readonly endpointId: number;
  readonly planned: number;
  readonly answered: number;
  /** Failed, dropped (but for what a client left out), or answered with 5xx. */
  readonly bad: number;
  readonly responseTimeUs: Percentiles;
}

/** Outcomes of an endpoint that were recorded with one status and replayed with another, or with the same. */
export interface DriftCell {
  readonly endpointId: number;
  readonly recorded: number;
  readonly replayed: number;
  readonly comparison: Exclude<Comparison, 'none'>;
  readonly count: number;
  /** The `requestId` of the first of them by `seq`, each request once; none where the status is the same. */
  readonly examples: readonly number[];
}

/** How long the recorded and the replayed answers of the same requests took, in microseconds. */
export interface DurationDrift {
  readonly recordedUs: Percentiles;
  /** Service time. */
  readonly replayedUs: Percentiles;
}

/** What the target did otherwise than the log recorded. compared = same + unexplained + all of `explained`. */
export interface Drift {
  readonly compared: number;
  readonly same: number;
  readonly unexplained: number;
  /** By reason, most first. */
  readonly explained: readonly (readonly [reason: ChangeReason, count: number])[];
  /** Changes that differ between two replays of the same log, and stand in none of the figures above. */
  readonly noise: number;
  /** Why the other outcomes cannot be compared. */
  readonly notCompared: { readonly noStatus: number; readonly failed: number; readonly dropped: number };
  /** Unexplained changes first, then explained ones, then what is the same; most first. */
  readonly cells: readonly DriftCell[];
  /** Outcomes in no cell, because there are too many different ones. */
  readonly inNoCell: number;
  /** Of requests with a recorded duration that were answered as recorded, or timed out. */
  readonly durations: DurationDrift & {
    readonly endpoints: readonly (DurationDrift & { readonly endpointId: number })[];
  };
}

/** One outcome that is shown as such: the slowest, and the first of each way to go wrong. */
export interface OutcomeSample {
  readonly seq: number;
  /** From the start of the run. */
  readonly dueAtUs: number;
  readonly requestId: number;
  readonly endpointId: number;
  /** Index into `RESULTS`. */
  readonly result: number;
  /** 0 where there was no answer. */
  readonly status: number;
  /** 0 where the log has no status. */
  readonly recordedStatus: number;
  /** Absent: it did not wait. */
  readonly sessionWaitUs?: number;
  /** null where there is none: what was not sent, or not answered, or has no duration in the log. */
  readonly lagUs: number | null;
  readonly ttfbUs: number | null;
  readonly serviceUs: number | null;
  readonly recordedUs: number | null;
}

/** Outcomes to look at one by one. */
export interface OutcomeSamples {
  /** By response time, the slowest first. */
  readonly slowest: readonly OutcomeSample[];
  /** The first by `seq` of each 5xx status, and of each reason to fail or to be dropped. */
  readonly bad: readonly OutcomeSample[];
}

/** What happened in a run: the same for the live line, the end of a run and a stored run. */
export interface Summary {
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
  readonly sent: number;
  readonly bytes: number;
  /** Requests of the warm-up, which are in none of the other figures. Absent in summaries of an older reprise. */
  readonly warmup?: number;
  /** By status code, ascending. */
  readonly statuses: readonly (readonly [status: number, count: number])[];
  /** By reason, most first. */
  readonly failures: readonly (readonly [reason: FailureReason, count: number])[];
  readonly drops: readonly (readonly [reason: DropReason, count: number])[];
  /** How long requests were being sent, after the warm-up: what the rate made is counted over. */
  readonly sendingUs: number;
  /** last byte − due. Timeouts count with the time waited; other failures do not count. */
  readonly responseTimeUs: Percentiles;
  /** last byte − sent; counted like response time. */
  readonly serviceTimeUs: Percentiles;
  /** first byte − sent. */
  readonly ttfbUs: Percentiles;
  /** sent − due, of everything that was sent; without what it waited for its session. */
  readonly lagUs: Percentiles;
  /** How long those requests waited for their sessions that did, be they sent or dropped. Absent in summaries of an older reprise. */
  readonly sessionWaitUs?: Percentiles;
  readonly endpoints: readonly EndpointSummary[];
  /** Absent in summaries of an older reprise. */
  readonly drift?: Drift;
  /** Absent in summaries of an older reprise. */
  readonly samples?: OutcomeSamples;
}

/** How the values of an exported column are typed; text where nothing narrower is right. */
export type ColumnType = 'int32' | 'int64' | 'double' | 'text' | 'time' | 'boolean';

/** A column of a table that is exported. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Empty where there is none. */
  readonly unit: string;
}

/** A value of such a column: a `time` is microseconds since 1970 (UTC), a `boolean` 0 or 1, null nothing. */
export type Cell = number | string | null;

/** Some rows of a table: a list of cells for each column, all of one length. */
export type Page = readonly (readonly Cell[])[];

/** A table as it is exported. */
export interface ExportedTable {
  readonly columns: readonly TableColumn[];
  /** Its rows; read as they are asked for, and once. */
  readonly pages: Iterable<Page>;
}

/** How many lines were skipped for a reason, and the first of them. */
export interface SkipCount {
  readonly reason: SkipReason | FilterReason;
  readonly count: number;
  readonly example: Line;
}

/** What comes of comparing a figure of two runs. `same`: no further apart than the threshold, as far as there is data to tell. */
export type Verdict = 'better' | 'same' | 'worse' | 'too little data';

/** A figure of two runs, or of two sides of several runs each, beside one another. */
export interface ComparedFigure {
  /** As checks name them: `response.p95`, `service.mean`, `rate`, `failed`, `5xx`, `status(404)`, `unexplained`… */
  readonly name: string;
  readonly unit: 'us' | 'per_s' | 'share';
  /** Null where there is nothing that it could be of. */
  readonly a: number | null;
  readonly b: number | null;
  /** How much B is off A: as a part of A (0.05: 5% more), of a share in shares (0.05: 5 points more). */
  readonly change: number | null;
  /** Holds the truth in 95 of 100 cases, for this figure alone. */
  readonly interval: readonly [low: number, high: number] | null;
  /** How often chance alone gives as much anywhere among the figures that were tested with it. */
  readonly p: number | null;
  /** Null where it is not for a comparison to judge: `why` says so. */
  readonly verdict: Verdict | null;
  /** What data are lacking, or why it is not judged; null where neither is so. */
  readonly why: string | null;
}

/** All figures of two runs, or of one endpoint in both. */
export interface ComparedScope {
  /** Null: of all endpoints together. */
  readonly endpoint: Pick<Endpoint, 'method' | 'path'> | null;
  readonly planned: readonly [a: number, b: number];
  /** Worse or better where any figure is; else that of the p95 of response time. Null where nothing is judged. */
  readonly verdict: Verdict | null;
  readonly figures: readonly ComparedFigure[];
}

/** From when on a change is one. */
export interface ChangeThresholds {
  /** Of times and rates, as a part of A. */
  readonly effect: number;
  /** Of times besides: a smaller change is none, however large a part it is. */
  readonly timeUs: number;
  /** Of shares. */
  readonly share: number;
}

/** Two runs, or two sides of several runs each, beside one another. */
export interface RunComparison {
  readonly a: readonly Run[];
  readonly b: readonly Run[];
  readonly verdict: Verdict | 'not comparable';
  /** Why there are no verdicts; empty where there are. */
  readonly notComparable: readonly string[];
  /** What differs besides, or is amiss with a run: to be known, and no hindrance. */
  readonly warnings: readonly string[];
  readonly overall: ComparedScope;
  /** The worst first. */
  readonly endpoints: readonly ComparedScope[];
  readonly thresholds: ChangeThresholds;
  readonly method: ComparisonMethod;
  /** The path of the database that holds the runs. */
  readonly database: string;
}

/** What verdicts rest on. */
export interface ComparisonMethod {
  /** Whether both sides were sent the same requests in the same order, so that their blocks can be compared one by one. */
  readonly paired: boolean;
  /** Into how many blocks each run was cut. */
  readonly blocks: number;
  /** Whether blocks are of all requests (`rows`), of some of them (`sample`), or of what is kept when rows are pruned (`intervals`). */
  readonly from: 'rows' | 'sample' | 'intervals';
  /** How many figures were tested. */
  readonly tested: number;
  /** By how much runs of one build are taken to differ: the standard deviation of a run, as a part of the time; and whether several runs of a side told so. */
  readonly runToRun: Readonly<Record<string, number>>;
  readonly runToRunMeasured: boolean;
}

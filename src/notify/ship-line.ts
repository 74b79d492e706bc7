/** A request that went wrong, as a line of a log. Secrets are redacted in it. Its names are those of the JSON that receivers get. */
export interface ShipLine {
  /** When it was due, in nanoseconds since 1970: text, since no number of JSON is as exact. */
  readonly timestamp_ns: string;
  readonly url: string;
  readonly method: string;
  /** Null: there was no answer. */
  readonly status: number | null;
  /** What the log has; null: nothing. */
  readonly recorded_status: number | null;
  /** `failed` or `answered`. */
  readonly outcome: string;
  /** Why it failed; null: it was answered. */
  readonly reason: string | null;
  readonly endpoint: string;
  readonly response_time_ms: number | null;
  readonly warmup: boolean;
  /** The beginning of the answer, where `--save-bodies` kept it; else null. */
  readonly body: string | null;
  readonly run_id: number;
  readonly run_name: string | null;
  readonly target: string;
  /** By it, `run_id` and `started_at` a line that came twice is known. */
  readonly seq: number;
  readonly started_at: string;
}

/** How a run ended, in a word: what its exit status says in a number. */
export const RUN_VERDICTS = [
  'passed',
  'check-failed',
  'could-not-run',
  'stopped',
  'not-valid',
  'interrupted',
] as const;

export type RunVerdict = (typeof RUN_VERDICTS)[number];

/** An endpoint of which something is to be told: what failed there, and what changed against the log. */
export interface MessageEndpoint {
  readonly method: string;
  readonly path: string;
  readonly planned: number;
  /** Failed, dropped, or answered with 5xx. */
  readonly bad: number;
  /** Answered otherwise than recorded, for no known reason. */
  readonly unexplained: number;
  /** The most frequent of these changes; null where there is none. */
  readonly change: { readonly recorded: number; readonly replayed: number } | null;
  readonly responseP95Us: number | null;
}

/** All that receivers are told of a run: the contract of what they are sent. Secrets are redacted in it. */
export interface RunMessage {
  /** Another one for each message, and the same when it is sent again: by it, who gets it twice knows. */
  readonly id: string;
  readonly verdict: RunVerdict;
  readonly exitStatus: number;
  /** Of the run of this name before; null: there is none, or the run has no name. */
  readonly previousVerdict: RunVerdict | null;
  readonly name: string | null;
  readonly target: string;
  /** Null of a run that could not begin: nothing of it is stored. */
  readonly run: {
    readonly id: number;
    readonly startedAt: string;
    readonly finishedAt: string | null;
  } | null;
  /** What happened, in a sentence. */
  readonly summary: string;
  /** Why it did not pass, in sentences. */
  readonly reasons: readonly string[];
  readonly figures: {
    readonly planned: number;
    readonly answered: number;
    readonly failed: number;
    readonly dropped: number;
    readonly unexplained: number | null;
    readonly responseP50Us: number | null;
    readonly responseP95Us: number | null;
    readonly responseP99Us: number | null;
  } | null;
  /** The worst first, a few. */
  readonly endpoints: readonly MessageEndpoint[];
  /** The command that shows the run; null where there is nothing to show. */
  readonly report: string | null;
  /** Where the run's page lies; null: none was asked for. */
  readonly html: string | null;
  /** The machine that ran it, and the version of reprise. */
  readonly host: string;
  readonly version: string;
}

/** By an exit status. */
export function verdictOfStatus(status: number): RunVerdict {
  return BY_STATUS[status] ?? 'could-not-run';
}

const BY_STATUS: Readonly<Record<number, RunVerdict>> = {
  0: 'passed',
  1: 'check-failed',
  4: 'stopped',
  5: 'not-valid',
  130: 'interrupted',
};

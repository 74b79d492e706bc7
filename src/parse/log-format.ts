/**
 * The contract of a log format: what a file in `parsers/` exports, and exactly what a user's own `--parser FILE`
 * exports as its default. Published as `reprise/parser`.
 */
import type { LogRecord, Skipped } from '../model.ts';

export type { Header, LogRecord, Skipped, SkipReason } from '../model.ts';

export interface LogFormat {
  /** What `--format` calls it: lower case, no spaces. */
  readonly name: string;
  /** One line for people, naming the software that writes it. */
  readonly title: string;
  /** Lines as the software writes them, with what they mean: documentation, and the format's own tests. */
  readonly samples: readonly Sample[];
  /** Begins one log. Formats whose meaning changes within a file keep that in the closure. */
  readonly open: (options?: OpenOptions) => ParseLine;
  /** What lines of this software never hold: of two formats that read a log, detection takes the one that this fits least. */
  readonly unlike?: RegExp;
}

/** What a format is told of the log that it begins. */
export interface OpenOptions {
  /** Reads stamps that name no zone, in the zone that the user named. Absent: they are UTC. */
  readonly toUtc?: ToUtc;
}

/** Turns a wall clock's reading, counted as if it were UTC, into ms since the epoch. */
export type ToUtc = (wallClockMs: number) => number;

/** Makes formats out of the strings by which people configure them, `--format '$remote_addr … "$request" …'`. */
export interface FormatCompiler {
  /** Whose language it is. */
  readonly name: string;
  /** A format in it, for messages. */
  readonly example: string;
  /** Whether the text is in this language. */
  readonly claims: (text: string) => boolean;
  /** Throws a TypeError, whose message is for people, where the text is no format or cannot be replayed. */
  readonly compile: (text: string) => LogFormat;
}

/**
 * Reads one line (no line end, one character per byte) into a request, or says why it is none. Must not throw,
 * whatever the line, and must take time in proportion to its length.
 */
export type ParseLine = (line: string) => LogRecord | Skipped;

export interface Sample {
  readonly line: string;
  readonly expect: LogRecord | Skipped;
}

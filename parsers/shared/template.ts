import type { ReadTime } from './read-time.ts';
import type { ToUtc } from './zone.ts';

/** Where the value that begins at `at` ends, told by the value itself; -1 where none begins there. */
export type Shape = (line: string, at: number) => number;

/** A log format, taken apart: literal text and fields in turn. */
export type TemplatePiece = string | TemplateField;

export interface TemplateField {
  /** As the format writes it, for messages: `$status`, `%>s`. */
  readonly name: string;
  /** What the field means to a request. Absent: it is read over. */
  readonly role?: Role;
  /**
   * Tells where a value ends, given the literal text after it. Absent: free text, which ends where that literal, and what
   * must come after it, is found.
   */
  readonly shape?: (after: string) => Shape;
  /** Whether the shape looks at no more than a few hundred characters, so that many places can be tried. */
  readonly bounded?: true;
  /** The character that values begin with: what parts it from a field that stands right before it. */
  readonly begins?: '/' | '?';
  /** Whether an absent value is logged as nothing at all, whatever the format's way with absent values. */
  readonly mayVanish?: true;
}

/** What a field means to a request. Of several with the same meaning the one with the lowest rank counts. */
export type Role =
  | { readonly is: 'request' | 'method' | 'query' | 'port' | 'https' | 'body' | 'contentLength' | 'scheme' }
  /** `decoded`: percent-encoding was undone and has to be done again. */
  | { readonly is: 'target'; readonly decoded?: true }
  | { readonly is: 'host'; readonly rank: number }
  | { readonly is: 'status'; readonly rank: number }
  | { readonly is: 'client'; readonly rank: number; readonly read?: (value: string) => string | undefined }
  /** A point in time, or a part of one; `atEnd`: of the end of the request. */
  | {
      readonly is: 'time';
      readonly rank: number;
      readonly read: (toUtc?: ToUtc) => ReadTime;
      readonly atEnd: boolean;
    }
  | { readonly is: 'timePart'; readonly format: string; readonly atEnd: boolean }
  /** A list (nginx's `upstream_*`) is summed up. */
  | { readonly is: 'duration'; readonly rank: number; readonly msPerUnit: number }
  | { readonly is: 'header'; readonly name: string }
  | { readonly is: 'cookie'; readonly name: string };

/** How values are written so that the format can be told from them. */
export type Quoting =
  /** No value holds a `"` (nginx's default: `\x22`). */
  | 'never'
  /** A `"` within a value has a backslash before it, and so has a backslash (Apache, JSON). */
  | 'backslash'
  /** A `"` within a value has a backslash before it, but a backslash has none (Gunicorn). */
  | 'quotes-only'
  /** Values are written as they are (nginx's `escape=none`, Traefik). */
  | 'raw';

/** What values are like in the logs of one program. */
export interface Dialect {
  readonly quoting: Quoting;
  /** Undoes the escaping of one value. */
  readonly decode: (value: string) => string;
  /** Undoes what was done to whole lines, after `decode`: bytes that were taken for another encoding. */
  readonly whole?: (value: string) => string;
  /** How an absent value is logged. */
  readonly absent: '-' | '';
  /** Whether a header may be logged that had no value: where `''` does not mean absent. */
  readonly emptyHeaders: boolean;
  /** Whether the server puts absolute targets together from what the client sent apart (Varnish). */
  readonly absoluteTargets?: true;
  /** Whether requests may stand in the log that the server sent itself (Apache, to wake its children). */
  readonly dummyConnections?: true;
}

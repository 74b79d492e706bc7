import type { SaveBodies } from './answer-keeper.ts';

/** What a user says of how the target is reached; what is absent is as a plain client would have it. */
export interface TransportWishes {
  /** Speaks HTTP/2: over TLS where the target chooses it, in plain text without asking. */
  readonly http2?: boolean;
  /** With HTTP/2, a connection has so many requests in flight at most. Absent: 100, in a closed loop 10. */
  readonly streams?: number;
  /** PEM files: the authorities that are trusted instead of the usual ones, the client's own certificate, and its key. */
  readonly ca?: string;
  readonly cert?: string;
  /** Absent: the key is in the file of the certificate. */
  readonly key?: string;
  /** Whether any certificate is accepted. */
  readonly insecure?: boolean;
  /** The name that TLS asks for and looks for in the certificate. Absent: the target's. */
  readonly servername?: string;
  /** Where names lead, as curl has it: `host:port:address[,address…]`. */
  readonly resolve?: readonly string[];
  /** From sending to the last byte of the answer; what takes longer has failed. Absent: 30 s. */
  readonly timeoutMs?: number;
  /** For opening a connection, TLS and all. Absent: 10 s, or `timeoutMs` where that is less. */
  readonly connectTimeoutMs?: number;
  /** From sending to the first byte of the answer, opening a connection and all. Absent: as long as `timeoutMs`. */
  readonly ttfbTimeoutMs?: number;
  /** Follows so many redirects of an answer, within the target alone. Absent: none. */
  readonly followRedirects?: number;
  /** Which answers are kept for the report, within limits. Absent: none. */
  readonly saveBodies?: SaveBodies;
}

/** How the target is reached: what all connections of a run have in common. Senders are told once, when their threads start. */
export interface TransportOptions {
  /** Scheme, host and port: the only place that is ever contacted. */
  readonly origin: string;
  /** The path of a Unix socket to go through instead of addresses. */
  readonly socketPath: string | null;
  /** The addresses that connections are shared out over. None: the name is resolved for each of them. */
  readonly addresses: readonly string[];
  readonly tls: TlsOptions;
  readonly http2: boolean;
  /** A connection has so many requests in flight at most; 1 but for HTTP/2. */
  readonly streams: number;
  /** From sending to the last byte of the answer; what takes longer has failed. */
  readonly timeoutMs: number;
  /** For opening a connection, TLS and all. */
  readonly connectTimeoutMs: number;
  /** From sending to the first byte of the answer. */
  readonly ttfbTimeoutMs: number;
  /** So many redirects of an answer are followed at most, within the target alone. */
  readonly followRedirects: number;
  readonly saveBodies: SaveBodies;
}

/** PEM texts, of what the user named. */
export interface TlsOptions {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure: boolean;
  /** The name that is asked for; absent for an address. */
  readonly servername?: string;
}

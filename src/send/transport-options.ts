/** What a user says of how the target is reached; what is absent is as a plain client would have it. */
export interface TransportWishes {
  /** Whether any certificate is accepted. */
  readonly insecure?: boolean;
  /** From sending to the last byte of the answer; what takes longer has failed. Absent: 30 s. */
  readonly timeoutMs?: number;
}

/** How the target is reached: what all connections of a run have in common. Senders are told once, when their threads start. */
export interface TransportOptions extends Required<TransportWishes> {
  /** Scheme, host and port: the only place that is ever contacted. */
  readonly origin: string;
}

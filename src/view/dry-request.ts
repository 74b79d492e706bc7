import type { Endpoint } from '../model.ts';

/** A request as it would be sent, one character per byte. */
export interface DryRequest {
  readonly seq: number;
  /** From the start of the run; null in a closed loop, where it is sent as soon as a connection is free. */
  readonly dueAtUs: number | null;
  readonly endpoint: Endpoint;
  /** The request line and the headers, with the empty line that ends them. */
  readonly head: string;
  readonly body: string;
  /** Whether something in them stands for a secret. */
  readonly redacted: boolean;
  /** Why it cannot be written at all: then it would fail. */
  readonly refusal: string | null;
}

import type { Endpoint } from '../model.ts';

/** A request as it would be sent, one character per byte. */
export interface DryRequest {
  readonly seq: number;
  /** From the start of the run; null in a closed loop, where it is sent as soon as a connection is free. */
  readonly dueAtUs: number | null;
  /** Whose it is, counted from 1 as they come up; null: nobody's, or clients are not kept apart. */
  readonly session: number | null;
  readonly endpoint: Endpoint;
  readonly protocol: 'HTTP/1.1' | 'HTTP/2';
  /**
   * The request line and the headers, with the empty line that ends them. Of HTTP/2, where they go packed, the headers as a target
   * unpacks them, those that stand for the request line first.
   */
  readonly head: string;
  readonly body: string;
  /** Whether something in them stands for a secret. */
  readonly redacted: boolean;
  /** Why it cannot be written at all: then it would fail. */
  readonly refusal: string | null;
}

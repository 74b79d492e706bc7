import type { Dispatcher } from 'undici';
import { NONE, type Placeholder } from '../model.ts';
import type { PackedRequest } from './packed-arrival.ts';

/**
 * What a sender needs to know of a request. It is handed to undici as it stands, so that sending a request again
 * allocates nothing.
 */
export interface SendableRequest extends Dispatcher.DispatchOptions, Account {
  /** Names and values in turn, Host included where it is not the target's own. */
  readonly headers: string[];
  readonly body: Uint8Array | null;
  /** Keeps the connection open after HEAD, where undici would close it. */
  readonly reset: false;
  /** The same for all: undici takes it from Host otherwise, and would change connections with each other one. */
  readonly servername: string;
  /** What of it is filled in each time it is sent; absent: nothing. */
  readonly template?: RequestTemplate;
}

/** What an outcome tells of its request. */
export interface Account {
  readonly requestId: number;
  readonly endpointId: number;
  readonly recordedStatus: number;
  readonly recordedUs: number;
  /** Bits of `CAUSE`. */
  readonly causes: number;
}

export function accountOf({ requestId, endpoint, recorded, causes = 0 }: PackedRequest): Account {
  const { status = 0, durationMs } = recorded;
  const recordedUs = durationMs === undefined ? NONE : Math.min(Math.round(durationMs * 1000), NONE - 1);
  return { requestId, endpointId: endpoint.id, recordedStatus: status, recordedUs, causes };
}

/** Texts and placeholders in turn: text `i` stands before placeholder `i`, the last one after them all. */
export interface Filler {
  readonly texts: readonly string[];
  readonly placeholders: readonly Placeholder[];
}

/** The parts of a request that are another each time it is sent. */
export interface RequestTemplate {
  readonly path: Filler | null;
  /** By the index of the value. */
  readonly headers: readonly (readonly [index: number, value: Filler])[];
  readonly body: Filler | null;
}

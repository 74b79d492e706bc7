import type { SenderClients } from './sender-clients.ts';
import type { Sessions } from './sessions.ts';
import { COARSE_SLEEP, type Sleep } from './sleep.ts';

/** What a sender gets from its thread: what few runs need, and is large, only where it was asked for. */
export interface SenderParts {
  readonly clients: SenderClients | null;
  readonly Sessions: typeof Sessions | null;
  readonly sleep: Sleep;
}

export const NO_PARTS: SenderParts = { clients: null, Sessions: null, sleep: COARSE_SLEEP };

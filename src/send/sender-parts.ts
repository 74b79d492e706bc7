import type { SenderClients } from './sender-clients.ts';
import type { Sessions } from './sessions.ts';

/** What a sender has only where it was asked for: few runs need it, and it is large. */
export interface SenderParts {
  readonly clients: SenderClients | null;
  readonly Sessions: typeof Sessions | null;
}

export const NO_PARTS: SenderParts = { clients: null, Sessions: null };

import type { BodyStore } from './body-store.ts';
import type { ClientContext } from './client.ts';
import type { ClientReasons } from './client-reasons.ts';
import type { AnyClient } from './load-client.ts';
import type { User } from './users.ts';

/** A client that was started: in a sender, or for a user. */
export interface Actor {
  readonly client: AnyClient;
  /** The file that it is from. */
  readonly file: string;
  readonly context: ClientContext<unknown>;
}

/** What exchanges are to know of the clients of their sender. */
export interface Actors {
  /** Whose request number `seq` of the plan is. */
  of(seq: number, user: User | null): Actor;
  readonly bodies: BodyStore;
  readonly reasons: ClientReasons;
  readonly http2: boolean;
}

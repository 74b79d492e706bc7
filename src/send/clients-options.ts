import type { WeightedClient } from './parse-client.ts';

/** What senders are told of the clients of a run. */
export interface ClientsOptions {
  readonly clients: readonly WeightedClient[];
  /** As the clients are to see it. */
  readonly target: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly seed: number;
  /** Whether all of them send by themselves, so that no connection is opened for them. */
  readonly allSend: boolean;
}

import type { Arrival, HttpRequest } from '../model.ts';

/** What of a request a sender is told, and what can be told of it again should the sender die. */
export type PackedRequest = Omit<HttpRequest, 'recorded' | 'endpoint'> & {
  readonly recorded: Pick<HttpRequest['recorded'], 'status' | 'durationMs'>;
  readonly endpoint: Pick<HttpRequest['endpoint'], 'id'>;
};

/** A request at its place in the plan, as a sender is told of it. */
export interface PackedArrival extends Pick<Arrival, 'seq' | 'dueAtUs'> {
  readonly request: PackedRequest;
}

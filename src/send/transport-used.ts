import type { Transport } from '../model.ts';
import { sumAddresses } from './address-tally.ts';
import { MOST_KEPT_BYTES } from './answer-keeper.ts';
import type { SenderEnd } from './messages.ts';
import type { TransportOptions } from './transport-options.ts';

/** How the target was reached, by what the senders tell of it. */
export function transportUsed({ http2 }: TransportOptions, ends: readonly SenderEnd[]): Transport {
  return {
    protocol: http2 ? 'HTTP/2' : 'HTTP/1.1',
    addresses: sumAddresses(ends.flatMap(({ addresses }) => addresses)),
    redirectsFollowed: ends.reduce((sum, end) => sum + end.redirectsFollowed, 0),
  };
}

/** Says how many answers were to be kept, and are not. */
export function answersLeft(ends: readonly SenderEnd[]): string[] {
  const left = ends.reduce((sum, end) => sum + end.answersLeft, 0);
  const room = `${MOST_KEPT_BYTES / 1024 / 1024} MiB`;
  return left === 0 ? [] : [`${left} answers are not kept: those that are take ${room} (--save-bodies)`];
}

/** How often the target said more over a connection than it was asked for. */
export function unaskedAnswers(ends: readonly SenderEnd[]): number {
  return ends.reduce((sum, { unasked }) => sum + unasked, 0);
}

/** Says so: an answer that came late may have been taken for that of the next request. */
export function unaskedNotes(unasked: number): string[] {
  if (unasked === 0) return [];
  const times = unasked === 1 ? 'once' : `${unasked.toLocaleString('en')} times`;
  return [
    `${times} the target said more than it was asked for, and that connection was closed: HTTP/1.1 does not tell whose an answer is, so others may have been counted to the wrong request`,
  ];
}

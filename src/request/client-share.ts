import { hash } from 'node:crypto';
import type { LogRecord } from '../model.ts';

/**
 * Where a client stands between 0 (included) and 1 (excluded): the first 48 bits of SHA-256 over address, line feed and
 * user agent. With no seed and nothing remembered, a client is in or out of a sample as a whole, and so it is
 * in every run, on every machine, in every shard: a sample of 10% is part of one of 20%. Without an address, undefined.
 */
export function clientShare({ client, headers }: LogRecord): number | undefined {
  if (client === undefined) return undefined;
  const agent = headers?.find(([name]) => name.length === 10 && name.toLowerCase() === 'user-agent')?.[1];
  return shareOf(`${client}\n${agent ?? ''}`);
}

/** The same for any text, one character per byte. */
export function shareOf(text: string): number {
  return hash('sha256', Buffer.from(text, 'latin1'), 'buffer').readUIntBE(0, 6) / 2 ** 48;
}

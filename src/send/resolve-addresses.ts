import { lookup } from 'node:dns/promises';
import type { TransportOptions } from './transport-options.ts';

/**
 * Finds all addresses that the target's name leads to, so that connections can be shared out over them. A name that leads
 * nowhere is left as it is: whoever opens a connection will find that out.
 */
export async function resolveAddresses(transport: TransportOptions): Promise<TransportOptions> {
  if (transport.addresses.length > 0 || transport.socketPath !== null) return transport;
  const found = await lookup(new URL(transport.origin).hostname, { all: true, order: 'verbatim' }).catch(
    () => [],
  );
  return { ...transport, addresses: [...new Set(found.map(({ address }) => address))] };
}

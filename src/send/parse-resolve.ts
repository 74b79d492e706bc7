import { isIP } from 'node:net';

/** Where the name of a host leads at a port. */
export interface ResolveRule {
  /** In lower case; `*`: any. */
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** Reads `host:port:address[,address…]`, IPv6 addresses in brackets or without. Throws a TypeError that says what would do. */
export function parseResolve(text: string): ResolveRule {
  const [, host, port, list] = /^\+?([^:\s]+):(\d+):(.+)$/.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new TypeError(`It is ${EXAMPLE}.`);
  }
  const addresses = list.split(',').map((address) => address.trim().replace(/^\[(.*)\]$/, '$1'));
  const wrong = addresses.find((address) => isIP(address) === 0);
  if (wrong !== undefined) throw new TypeError(`'${wrong}' is no address; it is ${EXAMPLE}.`);
  return { host: host.toLowerCase(), port: Number(port), addresses: [...new Set(addresses)] };
}

const EXAMPLE = 'host:port:address[,address…], such as shop.example:443:10.0.0.1,10.0.0.2';

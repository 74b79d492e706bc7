import { BlockList, isIPv6 } from 'node:net';

/** What an address is reached by: this machine, a network that is not the Internet, or the Internet. */
export type AddressKind = 'loopback' | 'private' | 'public';

export function addressKind(address: string): AddressKind {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (LOOPBACK.check(address, family)) return 'loopback';
  return PRIVATE.check(address, family) ? 'private' : 'public';
}

/** An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`) is found in these, too. */
function listOf(subnets: readonly (readonly [net: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIPv6(net) ? 'ipv6' : 'ipv4');
  return list;
}

const LOOPBACK = listOf([
  ['127.0.0.0', 8],
  ['::1', 128],
  // Linux and macOS take the unspecified address for their own.
  ['0.0.0.0', 32],
  ['::', 128],
]);

/** RFC 1918, 6598 (shared), 3927 and 4291 (link-local), 4193 (unique local); for benchmarks (2544) and documents (5737, 3849). */
const PRIVATE = listOf([
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['198.18.0.0', 15],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['fc00::', 7],
  ['fe80::', 10],
  ['2001:db8::', 32],
]);

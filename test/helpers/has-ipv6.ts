import { networkInterfaces } from 'node:os';

/** Whether the machine has the IPv6 loopback; where it has not, the test is skipped with the reason. */
export function hasIpv6(t: { skip(message: string): void }): boolean {
  const found = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ address }) => address === '::1'),
  );
  if (!found) t.skip('this machine has no ::1');
  return found;
}

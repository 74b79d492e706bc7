import type { AddressCount, Run } from '../model.ts';
import { formatCount } from './format-units.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import { wrapItems } from './wrap.ts';

/** How the target was reached, where that is not plainly over HTTP/1.1 at one address. */
export function reachedLine({ transport }: Run, width: number, paint: Paint): string[] {
  if (transport === null) return [];
  const { protocol, addresses, redirectsFollowed } = transport;
  const items = [
    ...(protocol === 'HTTP/2' ? [protocol] : []),
    ...(addresses.length > 1 ? addresses.map(connectionsTo) : []),
    ...(redirectsFollowed > 0 ? [`${formatCount(redirectsFollowed)} redirects followed`] : []),
  ];
  return items.length === 0 ? [] : wrapItems('reached', items, width, paint);
}

function connectionsTo({ address, opened, refused }: AddressCount): string {
  const failed = refused === 0 ? '' : `, ${formatCount(refused)} refused`;
  return `${printable(address)} (${formatCount(opened)} connection${opened === 1 ? '' : 's'}${failed})`;
}

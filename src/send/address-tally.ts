import type { Socket } from 'node:net';
import type { AddressCount } from '../model.ts';

/** Counts where connections go. */
export class AddressTally {
  readonly #counts: Map<string, { opened: number; refused: number }>;

  constructor(addresses: readonly string[]) {
    this.#counts = new Map(addresses.map((address) => [address, { opened: 0, refused: 0 }]));
  }

  /** An attempt came to its end; several addresses may have been tried in it. */
  add(socket: Socket, isOpen: boolean): void {
    const tried = attempted(socket, [...this.#counts.keys()]);
    const last = isOpen ? tried.pop() : undefined;
    for (const address of tried) this.#of(address).refused++;
    if (last !== undefined) this.#of(last).opened++;
  }

  counts(): AddressCount[] {
    return Array.from(this.#counts, ([address, count]) => ({ address, ...count }));
  }

  #of(address: string): { opened: number; refused: number } {
    const count = this.#counts.get(address) ?? { opened: 0, refused: 0 };
    this.#counts.set(address, count);
    return count;
  }
}

/** What several senders counted, together; by address, in the order in which they come. */
export function sumAddresses(counts: readonly AddressCount[]): AddressCount[] {
  const sums = new Map<string, AddressCount>();
  for (const { address, opened, refused } of counts) {
    const sum = sums.get(address) ?? { address, opened: 0, refused: 0 };
    sums.set(address, { address, opened: sum.opened + opened, refused: sum.refused + refused });
  }
  return [...sums.values()];
}

/** In turn, as `address:port`; not set where there is but one. */
function attempted(socket: Socket, addresses: readonly string[]): string[] {
  const { autoSelectFamilyAttemptedAddresses: tried } = socket;
  if (tried === undefined || tried.length === 0) {
    const only = addresses.length === 1 ? addresses[0] : socket.remoteAddress;
    return only === undefined ? [] : [only];
  }
  return tried.map((one) => one.slice(0, one.lastIndexOf(':')));
}

import type { Socket } from 'node:net';
import PQueue from 'p-queue';
import type { buildConnector } from 'undici';
import type { AddressTally } from './address-tally.ts';
import { createSocketOpener } from './socket-opener.ts';
import type { TransportOptions } from './transport-options.ts';

/** How connections to the one target are opened. */
export interface Connector {
  /** What a client needs a connection for: gives one that was opened in advance while there are any. */
  readonly connect: (callback: buildConnector.Callback) => void;
  /** Opens connections in advance; resolves when each is open or has failed. */
  readonly openAhead: (count: number) => Promise<void>;
  /** Closes what was opened in advance and never used: a server would close it soon, perhaps just as it is used. */
  readonly closeSpares: () => void;
  /** Where connections went. */
  readonly tally: AddressTally;
}

/** How many connections are being opened at a time: below the smallest listen backlog in common use (128). */
const OPENING_AT_ONCE = 32;

/** Connections go to one address of the target after the other, beginning with that at the place `first`. */
export function createConnector(transport: TransportOptions, first: number): Connector {
  const { open, tally } = createSocketOpener(transport, first);
  const spares: Socket[] = [];

  function openOne(): Promise<void> {
    return new Promise((resolve) => {
      open((_error, socket) => {
        if (socket) spares.push(socket as Socket);
        resolve();
      });
    });
  }

  return {
    tally,
    connect(callback) {
      const spare = spares.pop();
      // Not at once: a client that is answered while it still asks does not notice.
      if (spare && !spare.destroyed) queueMicrotask(() => callback(null, spare));
      else open(callback);
    },
    async openAhead(count) {
      await new PQueue({ concurrency: OPENING_AT_ONCE }).addAll(Array.from({ length: count }, () => openOne));
    },
    closeSpares() {
      for (const spare of spares.splice(0)) spare.destroy();
    },
  };
}

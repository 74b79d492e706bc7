import { isIP, type LookupFunction, type Socket } from 'node:net';
import { createSecureContext, type TLSSocket } from 'node:tls';
import buildConnector from 'undici/lib/core/connect.js';
import { AddressTally } from './address-tally.ts';
import { NO_HTTP2 } from './failure-reason.ts';
import type { TransportOptions } from './transport-options.ts';

/** Opens connections to the one target, to one of its addresses after the other. */
export interface SocketOpener {
  readonly open: (callback: buildConnector.Callback) => void;
  /** Where connections went. */
  readonly tally: AddressTally;
}

/** `first` is the place in the list of addresses at which it begins: senders begin at different ones. */
export function createSocketOpener(transport: TransportOptions, first = 0): SocketOpener {
  const { origin, addresses, socketPath, http2, tls } = transport;
  const { protocol, hostname, port } = new URL(origin);
  const isTls = protocol === 'https:';
  const name = hostname.replace(/^\[|\]$/g, '');
  const tally = new AddressTally(addresses);
  let turn = first;
  /** All addresses, the next in turn first: where that takes no connection the others are tried, as any client does. */
  const lookup: LookupFunction = (_hostname, { all }, callback) => {
    const from = turn++ % addresses.length;
    const inTurn = [...addresses.slice(from), ...addresses.slice(0, from)];
    if (all)
      callback(
        null,
        inTurn.map((address) => ({ address, family: isIP(address) })),
      );
    else callback(null, inTurn[0], isIP(inTurn[0]));
  };
  const connect = buildConnector({
    timeout: transport.connectTimeoutMs,
    allowH2: http2,
    preferH2: http2,
    socketPath,
    rejectUnauthorized: !tls.insecure,
    ...(isTls && { secureContext: createSecureContext(tls) }),
    ...(addresses.length > 1 && {
      lookup,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: Math.max(10, Math.floor(transport.connectTimeoutMs / addresses.length)),
    }),
  });
  const host = addresses.length === 1 ? addresses[0] : name;
  const where = { protocol, port, hostname: host, host, servername: tls.servername };
  return {
    tally,
    open(callback) {
      const trying = connect(where, (error, socket) => {
        tally.add(trying as Socket, error === null);
        if (error || !socket) callback(error ?? new Error('no socket'), null);
        else if (http2 && isTls && (socket as TLSSocket).alpnProtocol !== 'h2') {
          socket.destroy();
          callback(new NoHttp2(), null);
        } else {
          // So undici is told what is spoken on a connection that did not ask.
          if (http2) (socket as TLSSocket).alpnProtocol = 'h2';
          callback(null, socket);
        }
      }) as unknown as Socket;
    },
  };
}

class NoHttp2 extends Error {
  readonly code = NO_HTTP2;

  constructor() {
    super('the target did not choose HTTP/2');
  }
}

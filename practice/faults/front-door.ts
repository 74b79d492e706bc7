import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { Server as TlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Fault } from './fault.ts';
import { resetSocket } from './play-fault.ts';

/** Where connections come in, before anything is said on them. */
export interface FrontDoor {
  readonly port: number;
  /** Whether no connections are taken at present. */
  readonly shut: boolean;
  /** Takes no connections for so long. What is open is ended in order, or reset at once. */
  shutFor(timeMs: number, how: 'in-order' | 'at-once'): void;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/** Hands connections on to `server`, which does not listen itself, but for those that a fault befalls. */
export async function openFrontDoor(
  server: HttpServer,
  { port, host }: { readonly port: number; readonly host: string },
  forConnection: () => Fault | undefined,
): Promise<FrontDoor> {
  const open = new Set<Socket>();
  let opening: NodeJS.Timeout | undefined;
  let closed = false;
  let listener = await listen(port);
  const bound = (listener.address() as AddressInfo).port;

  function listen(at: number): Promise<Server> {
    // As node:http has its own.
    const opened = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      receive(socket, server, forConnection());
    });
    opened.listen(at, host);
    return once(opened, 'listening').then(() => opened);
  }

  function reopen(afterMs: number): void {
    opening = setTimeout(async () => {
      // Somebody else may have taken the port meanwhile.
      const again = await listen(bound).catch(() => undefined);
      if (closed) again?.close();
      else if (again === undefined) reopen(100);
      else {
        listener = again;
        opening = undefined;
      }
    }, afterMs);
  }

  return {
    port: bound,
    get shut() {
      return opening !== undefined;
    },
    shutFor(timeMs, how) {
      if (closed || opening !== undefined) return;
      listener.close();
      if (how === 'at-once') for (const socket of open) resetSocket(socket);
      else server.closeIdleConnections();
      reopen(timeMs);
    },
    async close() {
      closed = true;
      clearTimeout(opening);
      const ended = listener.listening ? once(listener, 'close') : undefined;
      listener.close();
      for (const socket of open) socket.destroy();
      await ended;
    },
  };
}

function receive(socket: Socket, server: HttpServer, fault: Fault | undefined): void {
  if (fault?.name === 'plain') {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(PLAIN));
    return;
  }
  if (fault?.name === 'unsolicited') sayFirst(socket, server);
  server.emit('connection', socket);
}

/** Through TLS, once that is spoken. */
function sayFirst(socket: Socket, server: HttpServer): void {
  if (!(server instanceof TlsServer)) {
    socket.write(UNSOLICITED);
    return;
  }
  const { remotePort } = socket;
  const speak = (secure: Socket): void => {
    if (secure.remotePort === remotePort) secure.write(UNSOLICITED);
  };
  server.on('secureConnection', speak);
  socket.on('close', () => server.off('secureConnection', speak));
}

const PLAIN = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const UNSOLICITED = 'HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n';

import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Has a server that deals with connections as it likes listen, for the length of a block. */
export async function listening(server: Server): Promise<{ readonly url: string } & AsyncDisposable> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

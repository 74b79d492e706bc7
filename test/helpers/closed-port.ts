import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/**
 * Gives a port of 127.0.0.1 at which nobody listens: the kernel chose it a moment ago, and it was closed again. It
 * serves two ends: to be refused there, and to start a server that cannot choose its port itself.
 */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

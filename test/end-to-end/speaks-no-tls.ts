import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Starts a server that answers whatever it hears in plain text, and gives its https URL. */
export async function speaksNoTls(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

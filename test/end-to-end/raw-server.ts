import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createRequestReader } from '../helpers/request-reader.ts';

export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** What arrived, request by request, one character per byte. */
  readonly requests: readonly string[];
  /** Connections opened so far. */
  readonly connections: number;
}

/** A server that keeps what arrives as it is and answers 200, for the length of a block. */
export async function rawServer(): Promise<RawServer> {
  const requests: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    open.add(socket);
    let raw = '';
    const reader = createRequestReader({
      head() {},
      body() {},
      end() {
        requests.push(raw);
        raw = '';
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      },
      malformed: (reason) => void requests.push(`malformed: ${reason}`),
    });
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      raw += bytes.toString('latin1');
      reader.push(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

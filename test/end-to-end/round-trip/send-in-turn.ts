import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * Sends requests one after the other, each once the answer to the one before it is there, over one connection for as long as
 * the server keeps it. Bytes as they are given: no HTTP client would send all of these.
 */
export async function sendInTurn(requests: readonly string[], port: number): Promise<void> {
  let socket: Socket | undefined;
  for (const wire of requests) {
    if (socket === undefined || socket.destroyed || socket.readableEnded) {
      socket = connect(port, '127.0.0.1').setNoDelay();
      await once(socket, 'connect');
    }
    if (!(await exchange(socket, wire))) {
      socket.destroy();
      socket = undefined;
    }
  }
  socket?.destroy();
}

/** Whether the connection can be used again. Answers have a `Content-Length`, or end with the connection. */
async function exchange(socket: Socket, wire: string): Promise<boolean> {
  socket.write(wire, 'latin1');
  let received = '';
  for await (const chunk of chunksOf(socket)) {
    received += chunk.toString('latin1');
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd === -1) continue;
    const head = received.slice(0, headEnd);
    if (/^connection: close$/im.test(head)) continue;
    const length = /^content-length: (\d+)$/im.exec(head)?.[1];
    const empty = wire.startsWith('HEAD ') || / (?:204|304) /.test(head.slice(0, 14));
    if (empty || (length !== undefined && received.length >= headEnd + 4 + Number(length))) return true;
  }
  if (received === '') throw new Error(`no answer to ${JSON.stringify(wire.slice(0, 200))}`);
  return false;
}

/** What arrives until the consumer has enough or the server closes; the socket lives on. */
async function* chunksOf(socket: Socket): AsyncGenerator<Buffer> {
  yield* socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

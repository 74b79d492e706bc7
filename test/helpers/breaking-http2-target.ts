/**
 * Ends streams, says that it goes away, and breaks connections at random. Prints its port. It is no server for the process of a test: with
 * connections that ended so, Node 26 may not come to its own end.
 */
import { createServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../practice/seeded-random.ts';

const random = seededRandom(5);
const server = createServer();
server.on('session', (session) => session.on('error', () => {}));
server.on('stream', (stream: ServerHttp2Stream) => {
  stream.on('error', () => {});
  const { session } = stream;
  const drawn = random();
  if (drawn < 0.05) return stream.close(8);
  if (drawn < 0.1) return stream.close(7);
  if (drawn < 0.12) return session?.goaway(0);
  if (drawn < 0.13) return session?.goaway(2);
  if (drawn < 0.14) return void setImmediate(() => session?.destroy());
  if (drawn < 0.15) return void session?.close();
  if (drawn < 0.18) return;
  stream.respond({ ':status': 200 });
  if (drawn < 0.21) return stream.write('half', () => stream.close(2));
  if (drawn < 0.24) return stream.write('half');
  setTimeout(() => stream.destroyed || stream.end('ok'), drawn * 20);
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What can be wrong with a server. Nobody listening at all is `closedPort()`. */
export type Misbehaviour =
  /** Accepts, reads, and never says a word. */
  | 'says-nothing'
  /** Announces 1,000 bytes of body, sends 10 and resets the connection. */
  | 'resets-in-mid-body'
  /** Announces 1,000 bytes of body, sends 10 and ends the connection as if all were well. */
  | 'ends-in-mid-body'
  /** Announces 1,000 bytes of body, sends 10 and then nothing more. */
  | 'stalls-in-mid-body'
  /** Resets the connection as soon as a request has come. */
  | 'resets-at-once'
  /** Says `100 Continue` before each answer, though nobody waits for it. */
  | 'says-continue'
  /** Goes over to another protocol, though nobody asked for it. */
  | 'switches-protocols'
  /** Answers with bytes that are no HTTP. */
  | 'talks-garbage'
  /** Answers well, and ends the connection without having said `Connection: close`. */
  | 'ends-after-each-answer'
  /** Sends half a header and ends the connection. */
  | 'ends-in-mid-header';

export interface MisbehavingServer {
  readonly url: string;
  readonly port: number;
  /** How many connections were opened so far. */
  readonly connections: number;
  /** How many request heads have come so far. */
  readonly requests: number;
  close(): Promise<void>;
}

/** Starts a server with one fault. It expects requests without bodies. */
export async function startMisbehavingServer(misbehaviour: Misbehaviour): Promise<MisbehavingServer> {
  const misbehave = MISBEHAVIOURS[misbehaviour];
  const open = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  const server = createServer((socket) => {
    connections++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // The other side may well be the first to go.
    socket.on('error', () => {});
    onEachHead(socket, () => {
      requests++;
      misbehave(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get connections() {
      return connections;
    },
    get requests() {
      return requests;
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

const UNFINISHED = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n0123456789';

const MISBEHAVIOURS: Readonly<Record<Misbehaviour, (socket: Socket) => void>> = {
  'says-nothing': () => {},
  'resets-in-mid-body': (socket) => {
    socket.write(UNFINISHED);
    // A reset throws away what the other side has not read yet: give it the time to.
    setTimeout(() => socket.resetAndDestroy(), 50);
  },
  'ends-in-mid-body': (socket) => socket.end(UNFINISHED),
  'stalls-in-mid-body': (socket) => socket.write(UNFINISHED),
  'resets-at-once': (socket) => socket.resetAndDestroy(),
  'talks-garbage': (socket) => socket.end('\x00\x01\x02 220 mail.example ESMTP ready\r\n', 'latin1'),
  'says-continue': (socket) =>
    socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n'),
  'switches-protocols': (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n'),
  'ends-after-each-answer': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n'),
  'ends-in-mid-header': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Ty'),
};

function onEachHead(socket: Socket, then: () => void): void {
  let rest = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    const heads = (rest + chunk).split('\r\n\r\n');
    rest = heads.pop()!;
    for (const _ of heads) then();
  });
}

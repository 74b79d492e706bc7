import { createSocket, type Socket } from 'node:dgram';
import type { Client } from 'reprise/client';

interface State {
  socket: Socket;
  /** Who waits for an answer, by the number that stands before it. */
  waiting: Map<string, (body: string) => void>;
}

/** A datagram for each request, and one back. What gets lost has failed as `timeout`. */
const client: Client<State> = {
  start({ target }) {
    const { hostname, port } = new URL(target);
    const waiting: State['waiting'] = new Map();
    const socket = createSocket('udp4');
    socket.on('error', () => {});
    socket.on('message', (message) => {
      const [number = '', body = ''] = message.toString().split(' ');
      waiting.get(number)?.(body);
      waiting.delete(number);
    });
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.connect(Number(port), hostname, () => resolve({ socket, waiting }));
    });
  },

  send(request, { state }) {
    const number = String(request.seq);
    return new Promise((resolve, reject) => {
      state.waiting.set(number, (body) => {
        request.firstByte();
        resolve({ body });
      });
      request.signal.addEventListener('abort', () => state.waiting.delete(number));
      state.socket.send(`${number} ${request.path}`, (error) => error && reject(error));
    });
  },

  judge: (request, response) => response.text() === request.path || 'that is no echo',

  stop: ({ state }) => void state.socket.close(),
};
export default client;

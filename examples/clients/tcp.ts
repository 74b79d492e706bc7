import { connect, type Socket } from 'node:net';
import type { Client, ClientRequest } from 'reprise/client';

/** A line for each request, and a line back. A connection has one request in flight; what is idle is used again. */
const client: Client<{ host: string; port: number; idle: Socket[]; open: Set<Socket> }> = {
  start({ target }) {
    const { hostname, port } = new URL(target);
    return { host: hostname, port: Number(port), idle: [], open: new Set() };
  },

  async send(request, { state }) {
    let socket = state.idle.pop();
    // What the other side has closed meanwhile is of no more use.
    while (socket?.destroyed) socket = state.idle.pop();
    if (!socket) {
      socket = connect(state.port, state.host).setNoDelay();
      state.open.add(socket);
      socket.on('error', () => {}).on('close', () => state.open.delete(socket!));
    }
    const body = await ask(socket, request);
    state.idle.push(socket);
    return { body, bytes: body.length + 1 };
  },

  judge: (request, response) => response.text() === request.path || 'that is no echo',

  stop({ state }) {
    for (const socket of state.open) socket.destroy();
  },
};
export default client;

function ask(socket: Socket, request: ClientRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (piece: Buffer) => {
      request.firstByte();
      text += piece.toString('latin1');
      if (!text.endsWith('\n')) return;
      socket.off('data', read).off('error', reject).off('close', closed);
      resolve(text.slice(0, -1));
    };
    const closed = () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    socket.on('data', read).on('error', reject).on('close', closed);
    request.signal.addEventListener('abort', () => socket.destroy());
    socket.write(`${request.path}\n`, 'latin1');
  });
}

import type { Client, ClientRequest } from 'reprise/client';

/** One message for each request, and one back. A connection has one request in flight; what is idle is used again. */
const client: Client<{ url: string; idle: WebSocket[]; open: Set<WebSocket> }> = {
  start: ({ target }) => ({ url: target, idle: [], open: new Set() }),

  async send(request, { state }) {
    let socket = state.idle.pop();
    // What the other side has closed meanwhile is of no more use.
    while (socket && socket.readyState !== WebSocket.OPEN) socket = state.idle.pop();
    socket ??= await connect(state.url, state.open, request);
    const body = await ask(socket, request);
    state.idle.push(socket);
    return { body };
  },

  judge: (request, response) => response.text() === request.path || 'that is no echo',

  stop({ state }) {
    for (const socket of state.open) socket.close();
  },
};
export default client;

function connect(url: string, open: Set<WebSocket>, { signal }: ClientRequest): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    open.add(socket);
    socket.onopen = () => resolve(socket);
    socket.addEventListener('close', () => open.delete(socket));
    socket.onerror = () => reject(failed('ECONNREFUSED'));
    signal.addEventListener('abort', () => socket.close());
  });
}

function ask(socket: WebSocket, { path, signal }: ClientRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.onmessage = ({ data }) => resolve(String(data));
    socket.onclose = () => reject(failed('ECONNRESET'));
    signal.addEventListener('abort', () => socket.close());
    socket.send(path);
  });
}

/** By its code reprise knows the reason: connect-refused, reset. */
function failed(code: string): Error {
  return Object.assign(new Error('the connection failed'), { code });
}

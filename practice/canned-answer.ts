import { type ServerResponse, STATUS_CODES } from 'node:http';

/** Makes what a status is answered with, once, so that each answer costs as little as may be: a short text. */
export function cannedAnswer(status: number): (response: ServerResponse) => void {
  if (status === 204 || status === 304) {
    return (response) => response.writeHead(status).end();
  }
  const body = `${status} ${STATUS_CODES[status] ?? 'Unnamed'}\n`;
  const headers = ['content-type', 'text/plain', 'content-length', String(body.length)];
  // Node leaves the body out where the request was a HEAD, and keeps its length.
  return (response) => response.writeHead(status, headers).end(body, 'latin1');
}

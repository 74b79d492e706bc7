import { createHash, createHmac } from 'node:crypto';
import type { Client } from 'reprise/client';

/** Signs what is sent: method, path, time and the hash of the body. */
const client: Client<{ secret: string }> = {
  start() {
    const secret = process.env.SIGNING_SECRET;
    if (!secret) throw new Error('SIGNING_SECRET is not set');
    return { secret };
  },

  prepare(request, { state }) {
    const time = String(Math.floor(Date.now() / 1000));
    const body = createHash('sha256')
      .update(request.body ?? '')
      .digest('hex');
    const signed = [request.method, request.path, time, body].join('\n');
    request.setHeader('X-Time', time);
    request.setHeader('X-Signature', createHmac('sha256', state.secret).update(signed).digest('hex'));
    return request;
  },
};
export default client;

/**
 * The reference for CPU per request: a bare undici `Pool` in one thread, dispatching the same requests as fast as they
 * are answered, storing nothing. Usage: undici-pool URL LOG CONNECTIONS SECONDS. Prints the number of answers.
 */
import { type Dispatcher, Pool } from 'undici';
import { requestsOf } from './requests-of.ts';

const [url, log, connections, seconds] = process.argv.slice(2);
const requests = requestsOf(log).map(({ method, path, referer, userAgent }) => {
  return { method, path, headers: ['Referer', referer, 'User-Agent', userAgent], reset: false };
}) as unknown as Dispatcher.DispatchOptions[];
const pool = new Pool(url, { connections: Number(connections), pipelining: 1, allowH2: false });
const endAt = performance.now() + Number(seconds) * 1000;
let sent = 0;
let answered = 0;
let inFlight = 0;

function send(): void {
  inFlight++;
  pool.dispatch(requests[sent++ % requests.length], handler());
}

function handler(): Dispatcher.DispatchHandler {
  return {
    onRequestStart() {},
    onResponseStart() {},
    onResponseData() {},
    onResponseEnd() {
      answered++;
      inFlight--;
      if (performance.now() < endAt) send();
      else if (inFlight === 0) console.log(answered);
    },
    onResponseError(_controller, error) {
      throw error;
    },
  };
}

for (let i = 0; i < Number(connections); i++) send();
// The pool's idle connections must not keep the process.
setTimeout(() => process.exit(), Number(seconds) * 1000 + 1000).unref();

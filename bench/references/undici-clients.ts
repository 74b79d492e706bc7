/**
 * What one thread can do with undici at all: a `Client` for each connection, dispatching the same requests as fast as they are
 * answered, storing nothing. Usage: undici-clients URL LOG CONNECTIONS SECONDS. Prints the number of answers.
 */
import { Client, type Dispatcher } from 'undici';
import { requestsOf } from './requests-of.ts';

const [url, log, connections, seconds] = process.argv.slice(2);
const requests = requestsOf(log).map(({ method, path, referer, userAgent }) => {
  return { method, path, headers: ['Referer', referer, 'User-Agent', userAgent], reset: false };
}) as unknown as Dispatcher.DispatchOptions[];
const endAt = performance.now() + Number(seconds) * 1000;
let sent = 0;
let answered = 0;
let inFlight = 0;

/** A connection, and the handler of all that goes over it. */
class Connection implements Dispatcher.DispatchHandler {
  readonly #client = new Client(url, { pipelining: 1, allowH2: false, headersTimeout: 0, bodyTimeout: 0 });

  send(): void {
    inFlight++;
    this.#client.dispatch(requests[sent++ % requests.length], this);
  }

  onRequestStart() {}
  onResponseStart() {}
  onResponseData() {}

  onResponseEnd(): void {
    answered++;
    inFlight--;
    if (performance.now() < endAt) this.send();
    else if (inFlight === 0) console.log(answered);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    throw error;
  }
}

for (let i = 0; i < Number(connections); i++) new Connection().send();
// Idle connections must not keep the process.
setTimeout(() => process.exit(), Number(seconds) * 1000 + 1000).unref();

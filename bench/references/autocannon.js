// autocannon, sending the requests of a log over and over, each connection from the first on.
// Usage: autocannon URL LOG CONNECTIONS WORKERS SECONDS [RATE]. Prints the number of answers. Its documents: with workers
// the rate is that of each of them; 0 workers is the main thread alone, as with 1 but for the thread.
import autocannon from 'autocannon';
import { requestsOf } from './requests-of.ts';

const [url, log, connections, workers, duration, rate] = process.argv.slice(2);
const requests = requestsOf(log).map(({ method, path, referer, userAgent }) => {
  return { method, path, headers: { Referer: referer, 'User-Agent': userAgent } };
});
const result = await autocannon({
  url,
  requests,
  connections: Number(connections),
  workers: Number(workers),
  duration: Number(duration),
  timeout: 60,
  overallRate: rate && Number(rate) / Math.max(1, Number(workers)),
});
if (result.errors > 0 || result.non2xx > 0)
  throw new Error(`${result.errors} errors, ${result.non2xx} not 2xx`);
console.log(result['2xx']);

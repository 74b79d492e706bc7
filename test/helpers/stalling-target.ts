/**
 * `stalling-target.ts STALL_S EVERY_S`: answers at once, but for a stall at the end of every so many seconds; what comes meanwhile is answered
 * when it is over. Prints its port.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [stallS, everyS] = process.argv.slice(2).map(Number);
const waiting: ServerResponse[] = [];
let stalled = false;

const server = createServer({ keepAliveTimeout: 60_000 }, (_request, response) => {
  if (stalled) waiting.push(response);
  else response.end('ok\n');
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 }, () => {
  console.log((server.address() as AddressInfo).port);
});

setInterval(() => {
  stalled = true;
  setTimeout(() => {
    stalled = false;
    for (const response of waiting.splice(0)) response.end('ok\n');
  }, stallS * 1000);
}, everyS * 1000);

/** Reads standard input as LogLines does, and prints what it got; what is asked for is the argument. */
import { LogLines } from '../../src/ingest/log-lines.ts';

const log = new LogLines(['-']);
const [input] = log.inTurn();
const peeked = await input.peek(3);
if (process.argv[2] === 'close' || process.argv[2] === 'close while it waits') {
  const ended = process.argv[2] === 'close' ? undefined : Array.fromAsync(input.read());
  if (ended) await new Promise((resolve) => setTimeout(resolve, 50));
  await log.close();
  console.log(JSON.stringify({ peeked, pages: (await ended)?.length }));
} else {
  const lines: string[] = [];
  for await (const { texts } of input.read()) lines.push(...texts);
  console.log(JSON.stringify({ peeked, lines }));
}

/**
 * The top rate: reprise with every outcome stored beside tools that store nothing, all with the same distinct requests, as
 * many connections and as many threads that send.
 */
import { findProgram } from '../test/helpers/find-program.ts';
import { againstNginx, type Entry } from './against-nginx.ts';
import {
  answersPerSecond,
  autocannon,
  cpuOfRequest,
  hey,
  reprise,
  undiciClients,
  wrk,
} from './contenders.ts';
import { rounds, seconds } from './effort.ts';
import { median, table } from './table.ts';

export async function topRate(): Promise<string> {
  const sections: string[] = [];
  for (const workers of [1, 2]) sections.push(await withWorkers(workers));
  return sections.join('\n\n');
}

async function withWorkers(workers: number): Promise<string> {
  const task = { connections: 50, workers, seconds: seconds(10) };
  const entries: Record<string, Entry> = {
    'autocannon, nothing stored': [autocannon, task],
    'reprise, everything stored': [reprise, task],
  };
  // Sending by undici, it cannot be faster than that.
  if (workers === 1)
    entries['a bare undici `Client` each connection, nothing stored'] = [undiciClients, task];
  if (findProgram('wrk')) entries['wrk, nothing stored'] = [wrk, task];
  if (findProgram('hey')) entries['hey, nothing stored, one request over and over'] = [hey, task];
  const measured = await againstNginx(entries, rounds(5));
  const [reference] = [...measured.values()];
  return table(
    [`threads that send: ${workers}`, 'requests/s', 'ratio', 'CPU µs per request'],
    [...measured].map(([name, of]) => [
      name,
      Math.round(median(of.map(answersPerSecond))).toLocaleString('en'),
      median(of.map((run, i) => run.answers / reference[i].answers)).toFixed(2),
      median(of.map(cpuOfRequest)).toFixed(1),
    ]),
  );
}

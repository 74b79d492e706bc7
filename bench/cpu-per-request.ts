/** CPU per request: reprise, everything stored, against a bare undici `Pool` loop in the same minutes. */
import { againstNginx } from './against-nginx.ts';
import { reprise, undiciPool } from './contenders.ts';
import { rounds, seconds } from './effort.ts';
import { median, table } from './table.ts';

const connections = 50;

export async function cpuPerRequest(): Promise<string> {
  const measured = await againstNginx(
    {
      'bare undici `Pool` loop, nothing stored': [undiciPool, { connections, workers: 1 }],
      'reprise, 1 sender, everything stored': [reprise, { connections, workers: 1 }],
      'reprise, 2 senders, everything stored': [reprise, { connections, workers: 2 }],
    },
    rounds(5),
    seconds(10),
  );
  const [reference] = [...measured.values()];
  return table(
    ['', 'CPU µs per request', 'ratio', 'requests/s'],
    [...measured].map(([name, of]) => [
      name,
      median(of.map(({ cpuUs }) => cpuUs)).toFixed(1),
      median(of.map(({ cpuUs }, i) => cpuUs / reference[i].cpuUs)).toFixed(2),
      Math.round(median(of.map(({ rate }) => rate))).toLocaleString('en'),
    ]),
  );
}

/** What ten times the connections cost: CPU per request with 50 and with 500 of them, one thread that sends. */
import { againstNginx, type Entry } from './against-nginx.ts';
import { autocannon, cpuOfRequest, reprise, undiciPool } from './contenders.ts';
import { rounds, seconds } from './effort.ts';
import { median, table } from './table.ts';

const FEW = 50;
const MANY = 500;
const CONTENDERS: Readonly<Record<string, Entry[0]>> = {
  'bare undici `Pool` loop, nothing stored': undiciPool,
  'reprise, everything stored': reprise,
  'autocannon, nothing stored': autocannon,
};

export async function connections(): Promise<string> {
  const entries = Object.entries(CONTENDERS).flatMap(([name, contender]) =>
    [FEW, MANY].map((count): [string, Entry] => [
      `${count} ${name}`,
      [contender, { connections: count, workers: 1, seconds: seconds(10) }],
    ]),
  );
  const measured = await againstNginx(Object.fromEntries(entries), rounds(5), 100);
  return table(
    ['CPU µs per request', `${FEW} connections`, `${MANY} connections`, 'ratio'],
    Object.keys(CONTENDERS).map((name) => {
      const [few, many] = [FEW, MANY].map((count) => measured.get(`${count} ${name}`)!);
      return [
        name,
        ...[few, many].map((of) => median(of.map(cpuOfRequest)).toFixed(1)),
        median(many.map((run, i) => cpuOfRequest(run) / cpuOfRequest(few[i]))).toFixed(2),
      ];
    }),
  );
}

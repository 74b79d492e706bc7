/**
 * CPU per request: reprise, everything stored, against a bare undici `Pool` loop in the same minutes. What a process costs
 * at its start weighs the more the shorter it runs, so there are two figures: of a run, start and end included, and of what
 * each request beyond those of a run of a second costs.
 */
import { againstNginx, type Entry } from './against-nginx.ts';
import { answersPerSecond, cpuOfRequest, type Round, reprise, undiciPool } from './contenders.ts';
import { rounds, seconds } from './effort.ts';
import { median, table } from './table.ts';

const CONTENDERS: Readonly<Record<string, readonly [contender: Entry[0], workers: number]>> = {
  'bare undici `Pool` loop, nothing stored': [undiciPool, 1],
  'reprise, 1 sender, everything stored': [reprise, 1],
  'reprise, 2 senders, everything stored': [reprise, 2],
};
const LONG_S = seconds(10);
const SHORT_S = 1;

export async function cpuPerRequest(): Promise<string> {
  const entries = Object.entries(CONTENDERS).flatMap(([name, [contender, workers]]) =>
    [LONG_S, SHORT_S].map((lasts): [string, Entry] => [
      `${name}, ${lasts} s`,
      [contender, { connections: 50, workers, seconds: lasts }],
    ]),
  );
  const measured = await againstNginx(Object.fromEntries(entries), rounds(5));
  const [reference] = Object.keys(CONTENDERS).map((name) => figures(measured, name));
  return table(
    ['CPU µs per request', `run of ${LONG_S} s`, 'ratio', 'each further', 'ratio', 'requests/s'],
    Object.keys(CONTENDERS).map((name) => {
      const { whole, further, rate } = figures(measured, name);
      return [
        name,
        median(whole).toFixed(1),
        median(whole.map((cpuUs, i) => cpuUs / reference.whole[i])).toFixed(2),
        median(further).toFixed(1),
        median(further.map((cpuUs, i) => cpuUs / reference.further[i])).toFixed(2),
        Math.round(median(rate)).toLocaleString('en'),
      ];
    }),
  );
}

/** One of each round. */
interface Figures {
  readonly whole: readonly number[];
  readonly further: readonly number[];
  readonly rate: readonly number[];
}

function figures(measured: ReadonlyMap<string, readonly Round[]>, name: string): Figures {
  const [long, short] = [LONG_S, SHORT_S].map((lasts) => measured.get(`${name}, ${lasts} s`)!);
  return {
    whole: long.map(cpuOfRequest),
    further: long.map((run, i) => (run.cpuUs - short[i].cpuUs) / (run.answers - short[i].answers)),
    rate: long.map(answersPerSecond),
  };
}

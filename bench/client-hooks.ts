/**
 * CPU per request with a client whose `prepare` and `judge` do nothing, against none, in the same minutes: of what each request
 * beyond those of a run of a second costs.
 */
import { againstNginx, type Entry } from './against-nginx.ts';
import { type Round, reprise, repriseWithHooks } from './contenders.ts';
import { rounds, seconds } from './effort.ts';
import { median, table } from './table.ts';

const CONTENDERS: Readonly<Record<string, Entry[0]>> = {
  'no client': (task) => reprise(task),
  'a client whose hooks do nothing': repriseWithHooks,
};
const LONG_S = seconds(10);
const SHORT_S = 1;

export async function clientHooks(): Promise<string> {
  const entries = Object.entries(CONTENDERS).flatMap(([name, contender]) =>
    [LONG_S, SHORT_S].map((lasts): [string, Entry] => [
      `${name}, ${lasts} s`,
      [contender, { connections: 50, workers: 1, seconds: lasts }],
    ]),
  );
  const measured = await againstNginx(Object.fromEntries(entries), rounds(7));
  const [reference, ...others] = Object.keys(CONTENDERS).map((name) => ({
    name,
    cpuUs: further(measured, name),
  }));
  return table(
    ['CPU µs per further request', '', 'ratio'],
    [reference!, ...others].map(({ name, cpuUs }) => [
      name,
      median(cpuUs).toFixed(2),
      median(cpuUs.map((us, i) => us / reference!.cpuUs[i]!)).toFixed(2),
    ]),
  );
}

/** One of each round. */
function further(measured: ReadonlyMap<string, readonly Round[]>, name: string): number[] {
  const [long, short] = [LONG_S, SHORT_S].map((lasts) => measured.get(`${name}, ${lasts} s`)!);
  return long!.map((run, i) => (run.cpuUs - short![i]!.cpuUs) / (run.answers - short![i]!.answers));
}

/** What waiting for the next moment costs a sender, with an alarm and without, and what sharp timers bring. */
import { fileURLToPath } from 'node:url';
import { rounds, seconds } from './effort.ts';
import { inTurn } from './in-turn.ts';
import { measureProcess } from './measure-process.ts';
import { median, table } from './table.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const RATES = [100, 1000];
const SECONDS = seconds(10);

export async function waiting(): Promise<string> {
  const rows: string[][] = [];
  for (const rate of RATES) {
    const measured = await inTurn({ turning: () => wait(rate), alarm: () => wait(rate, 'alarm') }, rounds(3));
    for (const [name, of] of measured) {
      const middle = (key: 'cpuS' | 'lateUs') => median(of.map((round) => round[key]));
      const what = name === 'alarm' ? 'an alarm wakes the event loop' : 'the event loop turns in vain';
      rows.push([
        `${rate.toLocaleString('en')}/s, ${what}`,
        middle('cpuS').toFixed(2),
        middle('lateUs').toFixed(0),
      ]);
    }
  }
  const slept = await inTurn({ plain: () => sleep(), sharp: () => sleep('sharp') }, rounds(3));
  const late = [...slept.values()].map((of) => [median(of).toFixed(0)]);
  return [
    table([`${SECONDS} s, requests in flight`, 'CPU s', 'late by, µs (median)'], rows),
    table(
      ['sleeps of 20 to 200 µs', 'late by, µs (median)'],
      [
        ['as the kernel has it', ...late[0]],
        ['without slack', ...late[1]],
      ],
    ),
  ].join('\n\n');
}

async function wait(rate: number, ...alarm: string[]) {
  const words = [rate, SECONDS].map(String);
  const cost = await measureProcess(process.execPath, [here('references/wait.ts'), ...words, ...alarm]);
  return { cpuS: cost.userS + cost.systemS, lateUs: Number(cost.stdout) };
}

async function sleep(...sharp: string[]): Promise<number> {
  const { stdout } = await measureProcess(process.execPath, [here('references/sleep.ts'), ...sharp]);
  return Number(stdout);
}

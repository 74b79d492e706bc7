import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, ReplayError } from './errors.ts';
import type { LoadShape } from './schedule/load-shape.ts';
import { parseLoad } from './schedule/parse-load.ts';
import { parsePoints } from './schedule/parse-points.ts';
import { shapeOfFunction } from './schedule/rate-function.ts';

/** What a load is written in: shapes, a file with a function, or a file of points. */
export function kindOfLoad(text: string): 'shapes' | 'function' | 'points' {
  if (/\.[cm]?[jt]s$/i.test(text)) return 'function';
  return /\.csv$/i.test(text) ? 'points' : 'shapes';
}

/** Understands what `--load` names. A function may go on until the duration ends it. */
export async function readLoad(text: string, durationUs: number | null): Promise<LoadShape> {
  switch (kindOfLoad(text)) {
    case 'shapes':
      return parseLoad(text);
    case 'points':
      return parsePoints(await readFile(text, 'utf8').catch((cause) => unreadable(text, cause)), text);
    case 'function':
      return shapeOfFunction(await loadFunction(text), (durationUs ?? Infinity) / 1e6, text);
  }
}

async function loadFunction(file: string): Promise<(elapsedSeconds: number) => number | null> {
  const module = await import(pathToFileURL(resolve(file)).href).catch((cause) => unreadable(file, cause));
  if (typeof module.default === 'function') return module.default;
  throw new ReplayError('usage', `${file}: its default export is no function`, EXAMPLE);
}

function unreadable(file: string, cause: unknown): never {
  throw new ReplayError('usage', `--load ${file}: ${messageOf(cause).split('\n')[0]}`, EXAMPLE, cause);
}

const EXAMPLE =
  'a load is shapes, a .csv of seconds,rate, or a file: export default (seconds) => seconds < 60 ? 100 : null';

import { messageOf } from '../errors.ts';
import type { LoadShape } from './load-shape.ts';
import { parseDuration, parseRate } from './parse-units.ts';
import { constant, line, sequence, wave } from './shapes.ts';

/** Why a load could not be understood, in a sentence for whoever wrote it. */
export class LoadSyntaxError extends TypeError {}

/**
 * Reads a load such as `line(10,100,1m) const(100,8m) step(500,1000,100,30s) wave(100,300,60s,10m)`: shapes in the order in
 * which they follow one another, in yandex-tank's words. Rates are per second.
 */
export function parseLoad(text: string): LoadShape {
  const shapes: LoadShape[] = [];
  const words = text.trim().matchAll(/([a-z]+)\s*\(([^()]*)\)\s*|(.+)/gis);
  for (const [whole, name, args] of words) {
    if (name === undefined) throw new LoadSyntaxError(`'${whole.trim()}' is no shape; ${WORDS}`);
    shapes.push(
      ...parseShape(
        name,
        args.split(',').map((arg) => arg.trim()),
      ),
    );
  }
  if (shapes.length === 0) throw new LoadSyntaxError(`there is no shape in it; ${WORDS}`);
  const load = sequence(shapes);
  if (load.total === 0) throw new LoadSyntaxError('it sends nothing: every rate in it is 0');
  return load;
}

const WORDS =
  'shapes are line(from,to,time) const(rate,time) step(from,to,by,time) wave(low,high,period,time)';

function parseShape(name: string, args: readonly string[]): LoadShape[] {
  switch (name) {
    case 'const': {
      const [rate, time] = take(name, args, 2);
      return [constant(toRate(name, rate), toSeconds(name, time))];
    }
    case 'line': {
      const [from, to, time] = take(name, args, 3);
      return [line(toRate(name, from), toRate(name, to), toSeconds(name, time))];
    }
    case 'step': {
      const [from, to, by, time] = take(name, args, 4);
      return steps(toRate(name, from), toRate(name, to), toRate(name, by), toSeconds(name, time));
    }
    case 'wave': {
      const [low, high, period, time] = take(name, args, 4);
      return [wave(toRate(name, low), toRate(name, high), toSeconds(name, period), toSeconds(name, time))];
    }
    default:
      throw new LoadSyntaxError(`'${name}' is no shape; ${WORDS}`);
  }
}

/** Each rate from the first to the last, the last included also where the steps do not meet it. */
function steps(from: number, to: number, by: number, eachS: number): LoadShape[] {
  if (by === 0) throw new LoadSyntaxError('step: its third number, by how much, is 0');
  const count = Math.ceil(Math.abs(to - from) / by - 1e-9);
  const up = Math.sign(to - from) * by;
  return Array.from({ length: count + 1 }, (_, i) => constant(i === count ? to : from + i * up, eachS));
}

function take(name: string, args: readonly string[], count: number): string[] {
  if (args.length === count && args.every((arg) => arg !== '')) return [...args];
  throw new LoadSyntaxError(`${name} takes ${count} values; ${WORDS}`);
}

function toRate(name: string, text: string): number {
  return read(name, () => parseRate(text));
}

function toSeconds(name: string, text: string): number {
  const seconds = read(name, () => parseDuration(text) / 1e6);
  if (seconds === 0) throw new LoadSyntaxError(`${name}: it lasts no time`);
  return seconds;
}

function read(name: string, parse: () => number): number {
  try {
    return parse();
  } catch (error) {
    throw new LoadSyntaxError(`${name}: ${messageOf(error)}`);
  }
}

import { ReplayError } from '../errors.ts';
import type { LoadShape } from './load-shape.ts';
import { constant, line, sequence } from './shapes.ts';

/**
 * Reads a load from CSV, `seconds,rate` in each line, with a header or without: straight lines from point to point. Up
 * to the first point the rate is that of the first; two points at one time are a jump. Ends with the last.
 */
export function parsePoints(text: string, name: string): LoadShape {
  const points: Point[] = [];
  for (const [i, row] of text.split(/\r\n|\n|\r/).entries()) {
    if (row.trim() === '') continue;
    const point = parseRow(row);
    if (point) points.push(point);
    // A header comes before everything else.
    else if (points.length > 0 || !/^[^\d,]+,[^\d,]+$/.test(row.trim())) throw unreadable(name, i + 1, row);
    if (points.length > 1 && points[points.length - 1][0] < points[points.length - 2][0]) {
      throw new ReplayError('usage', `${name}:${i + 1}: it goes back in time`, 'put its lines in order');
    }
  }
  const load = points.length > 0 ? throughPoints(points) : null;
  if (load === null || load.durationS === 0) {
    throw new ReplayError('usage', `${name}: a load has at least two points, at different times`, EXAMPLE);
  }
  if (load.total === 0) throw new ReplayError('usage', `${name}: it sends nothing`, 'every rate in it is 0');
  return load;
}

type Point = readonly [seconds: number, rate: number];

function parseRow(row: string): Point | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*,\s*(\d+(?:\.\d+)?)\s*$/.exec(row);
  return match && [Number(match[1]), Number(match[2])];
}

function throughPoints(points: readonly Point[]): LoadShape {
  const [[firstS, firstRate]] = points;
  const shapes = firstS > 0 ? [constant(firstRate, firstS)] : [];
  for (const [i, [seconds, rate]] of points.slice(1).entries()) {
    const [beforeS, before] = points[i];
    if (seconds > beforeS) shapes.push(line(before, rate, seconds - beforeS));
  }
  return sequence(shapes);
}

function unreadable(name: string, number: number, row: string): ReplayError {
  return new ReplayError('usage', `${name}:${number}: '${row}' is not seconds,rate`, EXAMPLE);
}

const EXAMPLE = "such as '0,10' and in the next line '60,100': from 10 to 100 a second within a minute";

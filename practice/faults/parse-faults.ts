import { parseTime } from '../parse-time.ts';
import { FAULTS, type Fault, type FaultName, type FaultRule, kindOf } from './fault.ts';

/** Says which of the words was meant by one that is none of them. */
type NearMiss = (word: string, words: readonly string[]) => string | undefined;

/**
 * Reads the command line's words for what goes wrong, and where: `/cart/*=reset 5%=garbage 10%/shop/*=drip:100ms`, or
 * `silent`, which is always. Throws a `TypeError` or a `RangeError` with one line that says what is wrong.
 */
export function parseFaults(text: string, nearMiss: NearMiss = () => undefined): FaultRule[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) throw new TypeError("no fault is named: write '/cart/*=reset 5%=garbage'");
  return words.map((word) => parseRule(word, nearMiss));
}

function parseRule(word: string, nearMiss: NearMiss): FaultRule {
  const equals = word.lastIndexOf('=');
  const fault = parseFault(word.slice(equals + 1), nearMiss);
  const where = /^(?:(\d+(?:\.\d*)?|\.\d+)%)?(\/.*)?$/.exec(word.slice(0, Math.max(0, equals)));
  if (where === null || equals === 0) {
    throw new TypeError(
      `'${word.slice(0, equals)}' is neither a path nor a share: write /cart/*=${fault.name}, 5%=${fault.name} or 5%/cart/*=${fault.name}`,
    );
  }
  const [, percent = '100', path = '*'] = where;
  const share = Number(percent) / 100;
  if (!(share > 0 && share <= 1)) throw new RangeError(`${percent}% is no share: above 0 and up to 100`);
  if (path !== '*' && kindOf(fault.name).befalls === 'connection') {
    throw new TypeError(
      `${fault.name} befalls connections, which have no path: write 5%=${fault.name}, or ${fault.name}`,
    );
  }
  return { fault, share, path };
}

function parseFault(word: string, nearMiss: NearMiss): Fault {
  const [name, time, more] = word.split(':') as [string, string?, string?];
  if (!isFault(name)) throw new TypeError(unknown(name, nearMiss));
  const { timeMs } = kindOf(name);
  if (more !== undefined) throw new TypeError(`'${word}' has too many colons: write ${name}:2s`);
  if (time === undefined) return { name, timeMs: timeMs ?? 0 };
  if (timeMs === undefined) throw new TypeError(`${name} takes no time: write ${name} alone`);
  return { name, timeMs: parseTime(time, word) };
}

function unknown(name: string, nearMiss: NearMiss): string {
  const names = Object.keys(FAULTS);
  const near = nearMiss(name, names);
  return `'${name}' is no fault${near === undefined ? '.' : `: did you mean ${near}?`} There are ${names.join(', ')}`;
}

function isFault(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

import { InvalidArgumentError } from 'commander';
import {
  createRedactor,
  machineZone,
  parseDuration,
  parseEndpointRule,
  parseRate,
  parseResolve,
  parseStopConditions,
  parseTarget,
} from '../index.ts';

/** `100`, `100/s`, `6000/m` or `max` → requests per second. */
export const rateOption = wrapParser((text): number | 'max' => {
  if (text === 'max') return text;
  const rate = parseRate(text);
  if (rate === 0) throw new TypeError('A rate is above 0: 100, 100/s, 6000/m, or max.');
  return rate;
});

/** `1s`, `0s..2s` → the shortest and the longest, in microseconds. */
export const waitOption = wrapParser((text): readonly [number, number] => {
  const ends = text.split('..').map(parseDuration);
  const [shortest, longest = shortest] = ends;
  if (ends.length > 2 || shortest > longest) {
    throw new TypeError('A pause is a time, or two with the shorter first: 1s, 0s..2s, 500ms..1m.');
  }
  return [shortest, longest];
});

/** `2`, `0.5` → how many times as fast. */
export function parseSpeed(text: string): number {
  const speed = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (speed <= 0) throw new InvalidArgumentError('A speed is a number above 0: 2, 10, 0.5.');
  return speed;
}

/** `90s`, `10m`, `1h30m`, `500ms` → microseconds. */
export const durationOption = wrapParser((text) => {
  const us = parseDuration(text);
  if (us === 0) throw new TypeError('A time is more than none: 500ms, 90s, 10m, 1h30m, 1d.');
  return us;
});

/** A condition, repeatable; checked. */
export function parseStopWhen(text: string, before: readonly string[] = []): string[] {
  wrapParser((condition) => parseStopConditions([condition]))(text);
  return [...before, text];
}

/** An expression, repeatable; checked. */
export function parseRedact(text: string, before: readonly string[] = []): string[] {
  createRedactor([text]);
  return [...before, text];
}

/** `2x` → 2; `burst`; `skip`. */
export function parseCatchUp(text: string): number | 'burst' | 'skip' {
  if (text === 'burst' || text === 'skip') return text;
  const factor = /^\d+(?:\.\d+)?x$/.test(text) ? Number(text.slice(0, -1)) : 0;
  if (factor <= 1) throw new InvalidArgumentError('It is above 1x, such as 2x or 1.5x; or burst; or skip.');
  return factor;
}

/** `host:port:address`, repeatable; checked. */
export function resolveOption(text: string, before: readonly string[] = []): string[] {
  wrapParser(parseResolve)(text);
  return [...before, text];
}

/** What a run is found by: nothing that means another one already. */
export function parseName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('A name has at least one letter.');
  if (/^(?:\d+|last(?:~\d+)?)$/.test(text))
    throw new InvalidArgumentError('Numbers mean the ids of runs, and last the last one: build-12, latest.');
  return text;
}

export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError('This is a whole number from 1 up.');
  return count;
}

/** The number after `--dry-run`, which may be left out, and then must not be taken for what follows. */
export function parseDryRun(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError(
      'A number of requests may follow; the log stands before it: run LOG --dry-run.',
    );
  }
  return parseCount(text);
}

/** `http://host:port`, `unix:/path` → the same, checked. A path is refused: the log has the paths. */
export const targetOption = wrapParser((text) => parseTarget(text).name);

/** `GET,HEAD` → the methods, upper case. */
export function parseMethods(text: string): string[] {
  const methods = text
    .toUpperCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (methods.length === 0 || !methods.every((method) => /^[A-Z][A-Z-]*$/.test(method))) {
    throw new InvalidArgumentError('Methods are names with commas between: GET,HEAD,POST.');
  }
  if (methods.includes('CONNECT'))
    throw new InvalidArgumentError('CONNECT asks a proxy for a tunnel; it cannot be replayed.');
  return methods;
}

/** `GET /shop/{id}`, repeatable. */
export function parseEndpoint(text: string, before: readonly string[] = []): string[] {
  parseEndpointRule(text);
  return [...before, text];
}

/** What is sent as Host: `log` means what the log recorded. */
export function parseHost(text: string): 'log' | { name: string } {
  if (text === 'log') return 'log';
  if (!/^[\w.:[\]-]+$/.test(text))
    throw new InvalidArgumentError('A host is a name, with a port where needed; or log.');
  return { name: text };
}

/** Seeds are numbers of 32 bits: of larger ones, many would be the same. */
const MAX_SEED = 2 ** 32 - 1;

export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > MAX_SEED) {
    throw new InvalidArgumentError(`A seed is a whole number from 0 to ${MAX_SEED}.`);
  }
  return seed;
}

/** The zone of `--timezone`; `local` becomes the name of the machine's, so that a stored run says which it was. */
export function parseTimezone(text: string): string {
  return text === 'local' ? machineZone() : text;
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

/** Makes an option parser of a function that throws an error with a message for people. */
export function wrapParser<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}

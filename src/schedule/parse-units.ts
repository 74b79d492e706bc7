/** Reads `100`, `100/s` or `6000/m`: a rate, per second. Throws a `TypeError` whose message is for whoever wrote it. */
export function parseRate(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/([sm]))?$/.exec(text);
  if (!match) throw new TypeError(`'${text}' is no rate: write 100, 100/s or 6000/m`);
  return Number(match[1]) / (match[2] === 'm' ? 60 : 1);
}

/** Reads `500ms`, `90s`, `10m`, `1h30m` or `1d`: microseconds. Throws like `parseRate`. */
export function parseDuration(text: string): number {
  const isDuration = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(text);
  if (!isDuration) throw new TypeError(`'${text}' is no time: write 500ms, 90s, 10m or 1h30m`);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  return Math.round(parts.reduce((sum, [, number, unit]) => sum + Number(number) * UNIT_US[unit], 0));
}

const UNIT_US: Readonly<Record<string, number>> = { ms: 1e3, s: 1e6, m: 60e6, h: 3600e6, d: 86_400e6 };

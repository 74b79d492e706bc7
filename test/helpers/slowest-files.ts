import type { EventData } from 'node:test';

/** Where the time of a test run goes: the files whose tests took longest, in lines; none where there are few. */
export function slowestFiles(shorten: (file: string) => string) {
  const took = new Map<string, number>();
  return {
    ended({ file, nesting, details }: EventData.TestPass | EventData.TestFail): void {
      if (file !== undefined && nesting === 0)
        took.set(file, (took.get(file) ?? 0) + details.duration_ms / 1000);
    },
    lines(): string[] {
      if (took.size < 2 * SHOWN) return [];
      const longest = [...took].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN);
      const sum = [...took.values()].reduce((sum, seconds) => sum + seconds, 0);
      return [
        `the ${SHOWN} slowest of ${took.size} files, which took ${sum.toFixed(0)} s in all:`,
        ...longest.map(([file, seconds]) => `  ${seconds.toFixed(1).padStart(6)} s  ${shorten(file)}`),
      ];
    },
  };
}

const SHOWN = 15;

import type { EventData } from 'node:test';

/** Where the time of a test run goes: the processes that took longest, in lines; none where there are few. */
export function slowestFiles(shorten: (file: string) => string) {
  const took: { readonly file: string; readonly seconds: number }[] = [];
  return {
    summed({ file, duration_ms }: EventData.TestSummary): void {
      if (file !== undefined) took.push({ file, seconds: duration_ms / 1000 });
    },
    lines(): string[] {
      if (took.length < 2 * SHOWN) return [];
      const longest = took.toSorted((a, b) => b.seconds - a.seconds).slice(0, SHOWN);
      return [
        `the ${SHOWN} slowest of ${took.length} processes:`,
        ...longest.map(({ file, seconds }) => `  ${seconds.toFixed(1).padStart(6)} s  ${shorten(file)}`),
      ];
    },
  };
}

const SHOWN = 15;

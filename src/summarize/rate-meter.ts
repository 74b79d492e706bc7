/** The rate of the last few seconds of a growing count, for the live line. */
export interface RateMeter {
  /** Takes the count as of `atUs`; returns the rate per second over the window before it. */
  readonly update: (count: number, atUs: number) => number;
}

export function createRateMeter(windowUs = 3_000_000): RateMeter {
  const readings: { count: number; atUs: number }[] = [{ count: 0, atUs: 0 }];
  return {
    update(count, atUs) {
      readings.push({ count, atUs });
      while (readings.length > 2 && readings[1].atUs <= atUs - windowUs) readings.shift();
      const [first] = readings;
      return atUs > first.atUs ? (count - first.count) / ((atUs - first.atUs) / 1e6) : 0;
    },
  };
}

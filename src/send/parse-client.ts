/** A client of the user, and how large a part of the requests it takes: so many of all weights together. */
export interface WeightedClient {
  readonly file: string;
  readonly weight: number;
}

/** Reads `./client.ts` or `./client.ts:3`. Throws a TypeError that says what would do. */
export function parseClient(text: string): WeightedClient {
  const [, file, weight = '1'] = /^(.*?)(?::(\d+))?$/s.exec(text)!;
  if (file === '' || Number(weight) < 1 || Number(weight) > MOST_WEIGHT) {
    throw new TypeError(
      `A client is a file, and where there are several its weight, from 1 to ${MOST_WEIGHT}: ./browse.ts:3.`,
    );
  }
  return { file: file!, weight: Number(weight) };
}

const MOST_WEIGHT = 1000;

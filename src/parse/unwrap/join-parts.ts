/** Characters (bytes) that a line may have that was put together of parts: as many as any line. */
export const MAX_LINE = 1024 * 1024;

export interface PartJoiner {
  /** The whole line with its last part; null before. Of what is too long only enough is kept to tell so. */
  readonly join: (isStderr: boolean, text: string, isLast: boolean) => string | null;
  /** What there is of lines whose last part never came. */
  readonly rest: () => string[];
}

/** Joins the parts of lines, one line at a time for each of the two streams of a container: they come mixed. */
export function createPartJoiner(): PartJoiner {
  const kept = ['', ''];
  return {
    join: (isStderr, text, isLast) => {
      const stream = isStderr ? 1 : 0;
      const before = kept[stream]!;
      const joined = before === '' ? text : before + text.slice(0, MAX_LINE + 1 - before.length);
      kept[stream] = isLast ? '' : joined;
      return isLast ? joined : null;
    },
    rest: () => kept.splice(0, 2, '', '').filter((text) => text !== ''),
  };
}

/** A line of blocks, one a value, from nothing to the greatest; a gap where there is no value. */
export function sparkline(values: readonly (number | null)[]): string {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return values
    .map((value) => {
      if (value === null) return ' ';
      return BLOCKS[most === 0 ? 0 : Math.round((value / most) * (BLOCKS.length - 1))];
    })
    .join('');
}

const BLOCKS = '▁▂▃▄▅▆▇█';

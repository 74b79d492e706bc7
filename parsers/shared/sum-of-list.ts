/** The sum of what nginx logs of several upstreams, `0.010, 0.020 : 0.001`; NaN where it holds no number. */
export function sumOfList(line: string, start: number, end: number): number {
  if (end <= start) return Number.NaN;
  const text = line.slice(start, Math.min(end, start + 1000));
  if (!text.includes(',') && !text.includes(':')) return oneNumber(text);
  let sum = Number.NaN;
  for (const part of text.split(/[,:]/)) {
    const value = oneNumber(part.trim());
    if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value;
  }
  return sum;
}

function oneNumber(text: string): number {
  const value = text === '' ? Number.NaN : Number(text);
  return value >= 0 && value < 1e12 ? value : Number.NaN;
}

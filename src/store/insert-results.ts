import { RESULTS, resultKind } from '../model.ts';

/** Enters the results with the numbers from `first` up to, but without, `end`: numbers that are stored keep their meaning. */
export function insertResults(first: number, end: number): string {
  const rows = RESULTS.slice(first, end).map((name, i) => {
    const kind = resultKind(first + i);
    return `(${first + i}, '${kind}', ${kind === 'answered' ? 'null' : `'${name}'`})`;
  });
  return `insert into result (id, kind, reason) values ${rows.join(', ')};`;
}

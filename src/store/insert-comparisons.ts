import { CHANGE_REASONS, COMPARISONS } from '../model.ts';

/** Enters the comparisons with the numbers from `first` up to, but without, `end`: numbers that are stored keep their meaning. */
export function insertComparisons(first: number, end: number): string {
  const rows = COMPARISONS.slice(first, end).map((name, i) =>
    isReason(name) ? `(${first + i}, 'explained', '${name}')` : `(${first + i}, '${name}', null)`,
  );
  return `insert into comparison (id, change, reason) values ${rows.join(', ')};`;
}

function isReason(name: string): boolean {
  return CHANGE_REASONS.some((reason) => reason === name);
}

import { COMPARISONS, type OutcomeCount, resultKind } from '../model.ts';

/** What an outcome may be counted among: `failed`, `5xx`, `status(404)`… and those that shares are of. */
export type ShareName = Whole | 'failed' | 'dropped' | 'unexplained' | `${number}xx` | `status(${number})`;

/** What a share is a part of: every planned request, or those that were compared with the log. */
export type Whole = 'planned' | 'compared';

/** Everything that outcomes of one kind are counted among. */
export function shareNames({ result, status, comparison }: Omit<OutcomeCount, 'count'>): ShareName[] {
  const names: ShareName[] = ['planned'];
  const kind = resultKind(result);
  if (kind !== 'answered') names.push(kind);
  // An answer that was judged to be wrong has one, too; that of another protocol than HTTP may have none.
  if (status > 0) names.push(`${Math.floor(status / 100)}xx`, `status(${status})`);
  if (comparison !== NONE && comparison < COMPARISONS.length) names.push('compared');
  if (comparison === UNEXPLAINED) names.push('unexplained');
  return names;
}

export function wholeOf(name: ShareName): Whole {
  return name === 'unexplained' ? 'compared' : 'planned';
}

/** How many outcomes are counted among each. */
export function countByName(counts: readonly OutcomeCount[]): Map<ShareName, number> {
  const sums = new Map<ShareName, number>();
  for (const one of counts) {
    for (const name of shareNames(one)) sums.set(name, (sums.get(name) ?? 0) + one.count);
  }
  return sums;
}

const NONE = COMPARISONS.indexOf('none');
const UNEXPLAINED = COMPARISONS.indexOf('unexplained');

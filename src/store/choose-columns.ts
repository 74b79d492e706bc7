import { ReplayError } from '../errors.ts';
import type { TableColumn } from '../model.ts';
import { nearMiss } from '../near-miss.ts';

/** The columns of these names, in that order; all where none are named. */
export function chooseColumns(
  columns: readonly TableColumn[],
  names: readonly string[] = columns.map(({ name }) => name),
): TableColumn[] {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new ReplayError('usage', `--columns: ${twice} stands there twice`, 'name each column once');
  }
  return names.map((name) => {
    const column = columns.find((one) => one.name === name);
    if (!column) throw unknownColumn('--columns', name, columns);
    return column;
  });
}

/** Says that there is no column of that name, which may be meant, and which there are. */
export function unknownColumn(option: string, name: string, columns: readonly TableColumn[]): ReplayError {
  const names = columns.map((column) => column.name);
  const meant = nearMiss(name, names);
  return new ReplayError(
    'usage',
    `${option}: there is no column ${name}`,
    `${meant === undefined ? '' : `did you mean ${meant}? `}the columns are ${names.join(' ')}`,
  );
}

import type { Cell, ExportedTable, TableColumn } from '../model.ts';
import { isoTime } from './iso-time.ts';

/** A table as JSON, one object a line, in chunks. Every column stands in every object; nothing is null. */
export function* ndjsonChunks({ columns, pages }: ExportedTable): Generator<string> {
  const writers = columns.map(valueWriter);
  const keys = columns.map(({ name }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  for (const page of pages) {
    const values = page.map((cells, i) => writers[i](cells));
    let chunk = '';
    for (let row = 0; row < page[0].length; row++) {
      for (let i = 0; i < values.length; i++) {
        chunk += keys[i];
        chunk += values[i][row];
      }
      chunk += '}\n';
    }
    yield chunk;
  }
}

/** A null becomes the word of that name by itself. */
type WriteValues = (cells: readonly Cell[]) => readonly unknown[];

function valueWriter({ type }: TableColumn): WriteValues {
  switch (type) {
    case 'time': {
      const iso = isoTime();
      return (cells) => cells.map((us) => (us === null ? null : `"${iso(us as number)}"`));
    }
    case 'text':
      return (cells) => cells.map((text) => JSON.stringify(text));
    case 'boolean':
      return (cells) => cells.map((truth) => (truth === null ? null : truth !== 0));
    case 'int32':
    case 'int64':
    case 'double':
      return (cells) => cells;
    default:
      return type satisfies never;
  }
}

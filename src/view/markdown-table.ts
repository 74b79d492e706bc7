import { markdownText } from './markdown-text.ts';

/** A table in GitHub's Markdown, as one text; nothing where there are no rows. `aligns` has an `l` or an `r` for each column. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  aligns: string,
): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = Array.from(aligns, (align) => (align === 'r' ? '--:' : '---'));
  return [[line(header), line(rule), ...rows.map((cells) => line(cells.map(markdownText)))].join('\n')];
}

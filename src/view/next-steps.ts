import { commandLines } from './command-lines.ts';
import { commandName } from './command-name.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import { wrapItems } from './wrap.ts';

/** Where the run is stored, and the commands that show more of it. */
export function nextSteps({ run, database }: Report, width: number, paint: Paint): string[] {
  const id = String(run.id);
  const query = `select * from endpoints where run_id = ${id}`;
  return [
    ...wrapItems('stored', [`run ${id} in ${printable(database)}`], width, paint),
    ...commandLines('again', [...commandName(), 'report', id, '--db', database], width, paint),
    ...commandLines(
      'outcomes',
      [...commandName(), 'export', id, '--db', database, '>', 'outcomes.csv'],
      width,
      paint,
    ),
    ...commandLines('query', ['sqlite3', database, query], width, paint),
  ];
}

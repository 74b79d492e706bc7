import { commandLines } from './command-lines.ts';
import { commandName } from './command-name.ts';
import { hasMoreChanges } from './drift-tables.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import { wrapItems } from './wrap.ts';

/** Where the run is stored, and the commands that show more of it. */
export function nextSteps(report: Report, width: number, paint: Paint): string[] {
  const { run, database } = report;
  const id = String(run.id);
  const all = ['export', id, '--table', 'drift', '--db', database, '>', 'drift.csv'];
  const query = `select * from endpoints where run_id = ${id}`;
  const again = commandLines('again', [...commandName(), 'report', id, '--db', database], width, paint);
  const stored = wrapItems('stored', [`run ${id} in ${printable(database)}`], width, paint);
  if (run.prunedAt !== null) return [...stored, ...again];
  return [
    ...stored,
    ...again,
    ...(hasMoreChanges(report) ? commandLines('changes', [...commandName(), ...all], width, paint) : []),
    ...commandLines(
      'outcomes',
      [...commandName(), 'export', id, '--db', database, '>', 'outcomes.csv'],
      width,
      paint,
    ),
    ...commandLines('query', ['sqlite3', database, query], width, paint),
  ];
}

import { commandLines } from './command-lines.ts';
import { commandName } from './command-name.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import type { Extent } from './screen.ts';
import { wrapItems } from './wrap.ts';

/** Where the run is stored, and the commands that show more of it. */
export function nextSteps(report: Report, width: number, paint: Paint, extent: Extent): string[] {
  const { run, database } = report;
  const id = String(run.id);
  const query = `select * from endpoints where run_id = ${id}`;
  const command = (label: string, ...words: string[]) =>
    commandLines(label, [...commandName(), ...words], width, paint);
  const stored = wrapItems('stored', [`run ${id} in ${printable(database)}`], width, paint);
  const again = command(extent === 'brief' ? 'more' : 'again', 'report', id, '--db', database);
  if (run.prunedAt !== null || extent === 'brief') return [...stored, ...again];
  return [
    ...stored,
    ...again,
    ...(report.summary.drift && report.summary.drift.compared > report.summary.drift.same
      ? command('changes', 'export', id, '--table', 'drift', '--db', database, '>', 'drift.csv')
      : []),
    ...(run.options.save_bodies === 'failed' || run.options.save_bodies === 'sample'
      ? command('answers', 'report', id, '--bodies', '--db', database)
      : []),
    ...command('outcomes', 'export', id, '--db', database, '>', 'outcomes.csv'),
    ...commandLines('query', ['sqlite3', database, query], width, paint),
  ];
}

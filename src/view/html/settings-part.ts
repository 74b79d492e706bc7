import type { Run } from '../../model.ts';
import { shellLine } from '../command-lines.ts';
import { commandName } from '../command-name.ts';
import { formatOf } from '../format-of.ts';
import { formatBytes, formatSpan } from '../format-units.ts';
import { printable } from '../printable.ts';
import type { Report } from '../report.ts';
import { runWords } from '../run-words.ts';
import { sessionsWords } from '../sessions-words.ts';
import { short } from './name-table.ts';
import type { SettingsPart } from './page-tables.ts';

/** How a run was made, how to make it again, and the commands that show more of it. */
export function settingsPart(report: Report): SettingsPart {
  const { run } = report;
  const { words, lacking } = runWords(run);
  const command = shellLine(words);
  const isTooLong = command.length > LONGEST_COMMAND;
  return {
    command: isTooLong ? '' : command,
    lacking: isTooLong
      ? ['The command is too long for this page: the run is stored with all its options.']
      : lacking.map((text) => short(text, 300)),
    rows: settingRows(report),
    logs: run.logs.slice(0, MOST_LOGS).map(({ path, bytes, modifiedAt, sha256FirstMiB }) => ({
      path: short(path),
      bytes: bytes ?? null,
      modifiedAt: modifiedAt ?? null,
      sha256FirstMiB: sha256FirstMiB ?? null,
    })),
    allLogs: run.logs.length,
    senders: run.generator?.senders ?? [],
    more: moreCommands(report),
  };
}

function settingRows({ run, summary, database }: Report): (readonly [string, string])[] {
  const { versions } = run;
  return [
    ['Run', run.name === null ? String(run.id) : `${run.id} "${printable(run.name)}"`],
    ['State', run.state],
    ['Target', printable(run.target)],
    [
      'Model',
      run.model === 'open' ? 'open: arrivals do not wait for answers' : 'closed: arrivals wait for answers',
    ],
    ['Duration', run.durationUs === null ? 'as long as the log' : formatSpan(run.durationUs - run.warmupUs)],
    ['Warm-up', run.warmupUs === 0 ? 'none' : `${formatSpan(run.warmupUs)} before that`],
    ['Received', formatBytes(summary.bytes)],
    ...(run.sessions === null ? [] : [['Sessions', sessionsWords(run, summary).join(', ')] as const]),
    ['Sender threads', String(run.workers)],
    ['Log format', short(formatOf(run))],
    [
      'Versions',
      printable(
        Object.entries(versions)
          .map((entry) => entry.join(' '))
          .join(', '),
      ),
    ],
    ['Stored in', short(database)],
  ];
}

function moreCommands({ run, database }: Report): (readonly [string, string])[] {
  const reprise = (...words: string[]) => shellLine([...commandName(), ...words, '--db', database]);
  const id = String(run.id);
  return [
    ['This report in a terminal', reprise('report', id)],
    ['The same for machines', reprise('report', id, '--json')],
    ...(keptAnswers(run) ? [['The answers that were kept', reprise('report', id, '--bodies')] as const] : []),
    ['Every outcome as CSV', `${reprise('export', id)} > outcomes.csv`],
    ['Everything that changed against the log', `${reprise('export', id, '--table', 'drift')} > drift.csv`],
  ];
}

function keptAnswers({ options, prunedAt }: Run): boolean {
  return prunedAt === null && (options.save_bodies ?? 'none') !== 'none';
}

const MOST_LOGS = 100;
/** What the shell would hardly take. */
const LONGEST_COMMAND = 10_000;
